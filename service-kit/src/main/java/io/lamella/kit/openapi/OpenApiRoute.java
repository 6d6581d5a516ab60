package io.lamella.kit.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * {@code GET /q/openapi}: the service's {@code openapi.yaml}, or JSON for {@code ?format=json} and
 * for who accepts JSON first. It is read when somebody asks: to make it anew at each start took a
 * tenth of the start.
 */
@ApplicationScoped
public class OpenApiRoute {
  private static final String DOCUMENT = "openapi.yaml";

  void register(@Observes Router router) {
    router.get("/q/openapi").blockingHandler(OpenApiRoute::answer);
  }

  private static void answer(RoutingContext request) {
    try {
      byte[] yaml = document();
      if (wantsJson(request)) {
        Object read = new YAMLMapper().readValue(yaml, Object.class);
        answer(request, "application/json", new ObjectMapper().writeValueAsBytes(read));
      } else {
        answer(request, "application/yaml", yaml);
      }
    } catch (IOException e) {
      request.fail(e);
    }
  }

  private static void answer(RoutingContext request, String type, byte[] body) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type + ";charset=UTF-8")
        .end(Buffer.buffer(body));
  }

  private static boolean wantsJson(RoutingContext request) {
    String format = request.request().getParam("format");
    if (format != null) {
      return format.equalsIgnoreCase("json");
    }
    String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
    return accepted != null && accepted.startsWith("application/json");
  }

  private static byte[] document() throws IOException {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    try (InputStream document = classes.getResourceAsStream(DOCUMENT)) {
      if (document == null) {
        throw new FileNotFoundException("no " + DOCUMENT + " on the class path");
      }
      return document.readAllBytes();
    }
  }
}
