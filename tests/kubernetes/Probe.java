import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Ends with 0 when HOST takes a connection on PORT within five seconds. */
final class Probe {
  public static void main(String[] args) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 5_000);
    }
  }
}
