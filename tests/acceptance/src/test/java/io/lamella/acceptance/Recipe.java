package io.lamella.acceptance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file that can be made again and again: seeded bytes that no compression makes smaller. */
record Recipe(long seed, int size) {
  byte[] bytes() {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  void writeTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes());
  }

  /** The file as {@link Folders#content} tells of it. */
  String told() {
    return told(bytes());
  }

  static String told(byte[] bytes) {
    try {
      return "file " + Folders.sha256(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
