package io.lamella.upload;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A process without the role {@code upload} listens to no topic. */
public final class RoleChannels implements ConfigSourceFactory {
  private static final int ABOVE_ENVIRONMENT = 350;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue value = context.getValue("lamella.roles");
    String roles = value == null ? null : value.getValue();
    if (roles == null
        || roles
            .toLowerCase(Locale.ROOT)
            .contains(ServiceRole.UPLOAD.name().toLowerCase(Locale.ROOT))) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "mp.messaging.incoming.seals.enabled", "false",
                "mp.messaging.incoming.versions.enabled", "false"),
            "lamella-roles",
            ABOVE_ENVIRONMENT));
  }
}
