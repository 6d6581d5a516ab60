package io.lamella.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar stream in the form that GNU tar writes. */
public final class TestTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");

  public TestTar() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  public TestTar file(String name, byte[] content, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    entry.setMode(0100000 | mode);
    return add(entry, content);
  }

  /** Records for the next entry, as they are. */
  public TestTar records(Map<String, String> records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    records.forEach((key, value) -> all.writeBytes(record(" " + key + "=" + value + "\n")));
    TarArchiveEntry entry =
        new TarArchiveEntry("records", TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
    entry.setSize(all.size());
    return add(entry, all.toByteArray());
  }

  /** With its own length before it, which counts, too. */
  private static byte[] record(String text) {
    int rest = text.getBytes(UTF_8).length;
    int length = rest;
    while (length != rest + Integer.toString(length).length()) {
      length = rest + Integer.toString(length).length();
    }
    return (length + text).getBytes(UTF_8);
  }

  public TestTar withHoles(String name, long size, byte[] mapAndData) {
    return records(
            Map.of(
                "GNU.sparse.major",
                "1",
                "GNU.sparse.minor",
                "0",
                "GNU.sparse.name",
                name,
                "GNU.sparse.realsize",
                Long.toString(size)))
        .file("GNUSparseFile.0/" + name, mapAndData, 0644);
  }

  public TestTar folder(String name) {
    return add(new TarArchiveEntry(name, true), new byte[0]);
  }

  public TestTar link(String name, String target, byte kind) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    return add(entry, new byte[0]);
  }

  private TestTar add(TarArchiveEntry entry, byte[] content) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] bytes() {
    try {
      tar.close();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
