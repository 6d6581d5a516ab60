package io.lamella.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

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
