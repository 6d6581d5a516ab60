package io.lamella.upload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A zip, made entry by entry. */
public final class TestZip {
  private final SeekableInMemoryByteChannel file = new SeekableInMemoryByteChannel();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean streamed;
  private final ZipArchiveOutputStream zip;

  /**
   * @param streamed whether the lengths of entries come behind their content
   */
  public TestZip(boolean streamed) {
    this.streamed = streamed;
    this.zip = streamed ? new ZipArchiveOutputStream(out) : new ZipArchiveOutputStream(file);
  }

  public TestZip() {
    this(true);
  }

  public TestZip wide(Zip64Mode mode) {
    zip.setUseZip64(mode);
    return this;
  }

  /** A file of which nothing but its name is told. */
  public TestZip file(String name, byte[] content) {
    return add(new ZipArchiveEntry(name), content);
  }

  /**
   * @param mode kind and permissions as Unix has them
   */
  public TestZip entry(String name, int mode, byte[] content) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    return add(entry, content);
  }

  public TestZip file(String name, int permissions, byte[] content) {
    return entry(name, 0100000 | permissions, content);
  }

  public TestZip folder(String name, int permissions) {
    return entry(name, 0040000 | permissions, new byte[0]);
  }

  public TestZip link(String name, String target) {
    return entry(name, 0120777, target.getBytes(StandardCharsets.UTF_8));
  }

  public TestZip stored(String name, byte[] content) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(ZipArchiveEntry.STORED);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    return add(entry, content);
  }

  /** An entry whose content is packed already, or says to be. */
  public TestZip packed(String name, ZipMethod method, byte[] content, byte[] packed) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(method.getCode());
    entry.setSize(content.length);
    entry.setCompressedSize(packed.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    return packed(entry, packed);
  }

  /** The same, of an entry that says all about itself. */
  public TestZip packed(ZipArchiveEntry entry, byte[] packed) {
    try {
      zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestZip add(ZipArchiveEntry entry, byte[] content) {
    try {
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestZip comment(String comment) {
    zip.setComment(comment);
    return this;
  }

  public byte[] bytes() {
    try {
      zip.close();
      return streamed ? out.toByteArray() : Arrays.copyOf(file.array(), (int) file.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
