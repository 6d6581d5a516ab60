package io.lamella.upload;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A process listens to the topics of its roles alone. */
public final class RoleChannels implements ConfigSourceFactory {
  private static final int ABOVE_ENVIRONMENT = 350;
  private static final Map<ServiceRole, List<String>> OF_ROLES =
      Map.of(
          ServiceRole.UPLOAD, List.of("seals", "versions", "ingest-plans", "stores"),
          ServiceRole.WORKER, List.of("ingest-items"));

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue value = context.getValue("lamella.roles");
    if (value == null || value.getValue() == null) {
      return List.of();
    }
    String roles = value.getValue().toLowerCase(Locale.ROOT);
    Map<String, String> settings = new HashMap<>();
    OF_ROLES.forEach(
        (role, channels) -> {
          if (!roles.contains(role.name().toLowerCase(Locale.ROOT))) {
            channels.forEach(
                channel -> settings.put("mp.messaging.incoming." + channel + ".enabled", "false"));
          }
        });
    return List.of(new PropertiesConfigSource(settings, "lamella-roles", ABOVE_ENVIRONMENT));
  }
}
