package io.lamella.preview;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** What the two processes say to each other: lengths and bytes. */
final class Wire {
  static final ObjectMapper JSON = new ObjectMapper();

  /** The child asks for bytes of the file: offset, length. */
  static final int READ = 'R';

  /** The child has an outcome: a message. */
  static final int DONE = 'D';

  /** Longest message. */
  static final int MOST = 16 << 20;

  /** What the child is to look into. */
  record Request(
      String format, String kind, Reading.Compression compression, long size, Limits limits) {
    Reading reading() {
      return new Reading(format, kind, compression);
    }
  }

  private Wire() {}

  static void send(DataOutputStream out, Object message) throws IOException {
    bytes(out, JSON.writeValueAsBytes(message));
    out.flush();
  }

  static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static <T> T receive(DataInputStream in, Class<T> type) throws IOException {
    return JSON.readValue(bytes(in), type);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new EOFException("a message of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a message was cut off");
    }
    return bytes;
  }
}
