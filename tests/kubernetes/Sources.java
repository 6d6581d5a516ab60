import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Serves the files of a folder, to several who ask at once: PORT FOLDER. */
final class Sources {
  public static void main(String[] args) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
    Path folder = Path.of(args[1]);
    server.createContext("/", exchange -> serve(folder, exchange));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  private static void serve(Path folder, HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve(Path.of(exchange.getRequestURI().getPath()).getFileName());
      if (!Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("ETag", '"' + Long.toString(Files.size(file)) + '"');
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    }
  }
}
