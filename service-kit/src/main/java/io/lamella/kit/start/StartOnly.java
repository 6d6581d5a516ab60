package io.lamella.kit.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import org.jboss.logging.Logger;

/** Ends a process that was only to start, after the requests that every process is asked. */
@ApplicationScoped
public class StartOnly {
  private static final Logger LOG = Logger.getLogger(StartOnly.class);

  private final StartConfig config;

  @Inject
  StartOnly(StartConfig config) {
    this.config = config;
  }

  void started(@ObservesAsync HttpServerStart started) {
    if (config.only()) {
      String server = "http://127.0.0.1:" + started.options().getPort();
      ask(server + "/q/health");
      ask(server + "/q/metrics");
      ask(server + "/v1/info");
      LOG.debugf("not there to be loaded: %s", StartClasses.load());
      Quarkus.asyncExit(0);
    }
  }

  private static void ask(String address) {
    try {
      URLConnection connection = URI.create(address).toURL().openConnection();
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      LOG.infof("%s", e.getMessage()); // whoever is not there is not missed
    }
  }
}
