package io.lamella.preview;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Files in memory, and ways to make them. */
record TestFile(byte[] bytes) implements FileBytes {
  static TestFile of(String text) {
    return new TestFile(text.getBytes(StandardCharsets.UTF_8));
  }

  static TestFile resource(String name) throws IOException {
    try (InputStream in = TestFile.class.getResourceAsStream(name)) {
      return new TestFile(in.readAllBytes());
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  static Reading reading(String name) {
    return Reading.of(name).orElseThrow();
  }

  /** Looks into it with the usual limits, in this process. */
  Outcome as(String name) {
    return as(name, Limits.DEFAULT);
  }

  Outcome as(String name, Limits limits) {
    return new Previewer(limits).preview(reading(name), this);
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public byte[] read(long offset, int length) {
    int from = (int) offset;
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
  }
}
