package io.lamella.metadata.store;

import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.storage.Storages;
import io.lamella.metadata.limit.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stores that versions may name, and the dedup domains in them. */
@ApplicationScoped
public class Stores {
  private static final int DOMAIN_BYTES = 16;

  private final String defaultUri;
  private final Storages storages;
  private final Set<String> allowed = new LinkedHashSet<>();

  @Inject
  public Stores(StoreConfig config, Storages storages) {
    this.storages = storages;
    this.defaultUri = uri(config.defaultUri());
    allowed.add(defaultUri);
    config.allowed().orElse(List.of()).forEach(uri -> allowed.add(uri(uri)));
    allowed.addAll(storages.byName().values());
  }

  /**
   * The store that a request means.
   *
   * @param named URI, or name of a storage; null: {@code otherwise}
   * @param otherwise URI that was found good before; null: the default store
   */
  public String choose(@Nullable String named, @Nullable String otherwise) {
    if (named == null) {
      return otherwise == null ? defaultUri : otherwise;
    }
    String uri = uri(named);
    if (!uri.equals(otherwise) && !allowed.contains(uri)) {
      throw Rules.invalid(
          "the store " + named + " is not one of this server's: " + String.join(", ", known()));
    }
    return uri;
  }

  private String uri(String named) {
    return storages.uri(named.strip()).orElseGet(() -> Storages.normal(named));
  }

  private List<String> known() {
    return Stream.concat(storages.byName().keySet().stream(), allowed.stream()).toList();
  }

  /** The domain of a dataset's chunks in a store. */
  public static Ticket.Domain domain(UUID project, String store) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256")
              .digest((project + "\n" + store).getBytes(StandardCharsets.UTF_8));
      return new Ticket.Domain(HexFormat.of().formatHex(sha, 0, DOMAIN_BYTES), store);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
