package io.lamella.kit.caller;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.loopback.LoopbackGuard;
import io.lamella.kit.problem.Problems;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, before any route but the management's beneath {@code /q/}, and stops who may
 * not. It looks at the path that routes are chosen by, so that no spelling of an address leads
 * around it.
 */
@ApplicationScoped
public class CallerFilter {
  private static final Logger LOG = Logger.getLogger(CallerFilter.class);
  private static final int PRIORITY = 1000;
  private static final String MANAGEMENT = "/q/";
  private static final String LOCAL_COPIES = "/v1/local-copies";
  private static final String USES = "/v1/uses";
  private static final long RELOAD_MILLIS = 5_000;

  private final Optional<Path> tokensFile;
  private final boolean loopback;
  private volatile @Nullable Tokens tokens;
  private volatile @Nullable FileTime loaded;

  @Inject
  CallerFilter(
      AuthConfig config,
      @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host) {
    this.tokensFile = config.tokensFile();
    this.loopback = LoopbackGuard.isLoopback(host);
  }

  void start(@Observes StartupEvent event, Vertx vertx) {
    if (tokensFile.isEmpty()) {
      if (!loopback) {
        throw new IllegalStateException(
            "a service that others can reach needs lamella.auth.tokens-file, or set"
                + " quarkus.http.host=127.0.0.1");
      }
      return;
    }
    Path file = tokensFile.get();
    load(file);
    vertx.setPeriodic(RELOAD_MILLIS, timer -> vertx.executeBlocking(() -> reload(file)));
  }

  void register(@Observes Filters filters) {
    filters.register(this::authenticate, PRIORITY);
  }

  private void authenticate(RoutingContext context) {
    try {
      String path = context.normalizedPath();
      if (!path.startsWith(MANAGEMENT)) {
        Caller caller = caller(context);
        caller.require(needed(context.request().method(), path));
        caller.attachTo(context);
      }
    } catch (LamellaException e) {
      if (e.code() == ErrorCode.UNAUTHENTICATED) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
      }
      Problems.answer(context, e);
      return;
    }
    context.next();
  }

  private Caller caller(RoutingContext context) {
    Tokens known = tokens;
    if (known == null) {
      // HTTP/2 has no Host header; its pseudo-header says the same.
      HostAndPort authority = context.request().authority();
      String host = authority == null ? null : authority.toString();
      LoopbackGuard.refusal(host, context.request().getHeader("Origin"))
          .ifPresent(
              why -> {
                throw new LamellaException(ErrorCode.FORBIDDEN, why);
              });
      return Caller.LOCAL;
    }
    String header = context.request().getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new LamellaException(
          ErrorCode.UNAUTHENTICATED, "Send a token: lamella login, or LAMELLA_TOKEN");
    }
    return known
        .find(header.substring(7).strip())
        .orElseThrow(
            () -> new LamellaException(ErrorCode.UNAUTHENTICATED, "The token is not known here"));
  }

  /**
   * Reading needs a reader, everything else a writer; making local copies, and telling what was
   * used, are forms of reading.
   */
  private static Role needed(HttpMethod method, String path) {
    boolean reads =
        method == HttpMethod.GET
            || method == HttpMethod.HEAD
            || method == HttpMethod.OPTIONS
            || path.equals(USES)
            || path.equals(LOCAL_COPIES)
            || path.startsWith(LOCAL_COPIES + "/")
            || path.startsWith("/v1/contents/");
    return reads ? Role.READER : Role.WRITER;
  }

  private Void reload(Path file) {
    try {
      if (!Files.getLastModifiedTime(file).equals(loaded)) {
        load(file);
      }
    } catch (IOException | RuntimeException e) {
      LOG.errorf("the tokens stay as they were: %s", e.getMessage());
    }
    return null;
  }

  private void load(Path file) {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      tokens = Tokens.read(file);
      loaded = time;
    } catch (IOException e) {
      throw new UncheckedIOException("the tokens file cannot be read: " + file, e);
    }
  }
}
