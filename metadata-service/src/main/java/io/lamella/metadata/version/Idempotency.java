package io.lamella.metadata.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.kit.event.EventJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which version a caller's idempotency key made, in the transaction that made it, for
 * seven days or as long as the version is there.
 */
@ApplicationScoped
public class Idempotency {
  private static final ObjectMapper CANONICAL =
      EventJson.MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final String INSERT =
      "INSERT INTO idempotency (caller, key, request, version, created)"
          + " VALUES (:caller, :key, :request, :version, now()) ON CONFLICT DO NOTHING";
  private static final String SELECT =
      "SELECT request, version FROM idempotency WHERE caller = :caller AND key = :key";
  private static final String EXPIRE =
      "DELETE FROM idempotency WHERE created < now() - interval '7 days'";

  /**
   * A key and what it was sent with.
   *
   * @param request SHA-256 of the request, hex
   */
  public record Key(String caller, String key, String request) {
    /** The key for a request to create a version. */
    static Key of(String caller, String key, CreateVersion request) {
      try {
        byte[] json = CANONICAL.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(json);
        return new Key(caller, key, HexFormat.of().formatHex(sha));
      } catch (JsonProcessingException | NoSuchAlgorithmException e) {
        throw new IllegalStateException("a request is always JSON", e);
      }
    }
  }

  /**
   * The version that this key made; null when it made none.
   *
   * @throws LamellaException {@code idempotency-mismatch}
   */
  public Uni<@Nullable UUID> find(Mutiny.Session session, Key key) {
    return session
        .createNativeQuery(SELECT, Object[].class)
        .setParameter("caller", key.caller())
        .setParameter("key", key.key())
        .getResultList()
        .map(rows -> version(rows, key));
  }

  private static @Nullable UUID version(List<Object[]> rows, Key key) {
    if (rows.isEmpty()) {
      return null;
    }
    Object[] row = rows.get(0);
    if (!key.request().equals(row[0])) {
      throw new LamellaException(
          ErrorCode.IDEMPOTENCY_MISMATCH,
          "the Idempotency-Key " + key.key() + " came with another request before; take a new one");
    }
    return (UUID) row[1];
  }

  /** True when the key is new and now stands for {@code version}; waits for one under way. */
  public Uni<Boolean> claim(Mutiny.Session session, Key key, UUID version) {
    return session
        .createNativeQuery(INSERT)
        .setParameter("caller", key.caller())
        .setParameter("key", key.key())
        .setParameter("request", key.request())
        .setParameter("version", version)
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  @Scheduled(every = "1h", delayed = "1m")
  Uni<Void> expire() {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(session -> session.createNativeQuery(EXPIRE).executeUpdate())
                .replaceWithVoid());
  }
}
