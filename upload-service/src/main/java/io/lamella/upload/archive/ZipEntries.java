package io.lamella.upload.archive;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.intake.FileSpec;
import io.lamella.upload.intake.FileStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip stream with their content, one right behind the other: no byte lies between
 * them, and what each says about its content is true. For one thread.
 */
final class ZipEntries {
  private static final int DESCRIPTOR = 0x08074b50;

  /** Bytes before an entry's name. */
  private static final int HEADER = 30;

  /** So much of a name is looked at to say which entry is refused. */
  private static final int NAME = 1024;

  private static final int ENCRYPTED = 1;
  private static final int LENGTH_BEHIND = 1 << 3;

  private final ZipArchiveInputStream zip;
  private final ZipBytes bytes;
  private final Unpacked content;
  private final ZipNames names;
  private final FileStream stream;
  private final ZipRun run;
  private long files;
  private long size;

  ZipEntries(
      ZipArchiveInputStream zip,
      ZipBytes bytes,
      Unpacked content,
      ZipNames names,
      FileStream stream,
      ZipRun run) {
    this.zip = zip;
    this.bytes = bytes;
    this.content = content;
    this.names = names;
    this.stream = stream;
    this.run = run;
  }

  /** Takes all of them in; answers where the central directory begins. */
  long all(int limit) throws IOException {
    long at = 0;
    int signature = signature(at);
    if (signature != CentralDirectory.LOCAL && signature != CentralDirectory.END) {
      throw ZipProblems.unreadable("it does not begin as one");
    }
    while (signature == CentralDirectory.LOCAL) {
      if (run.entries() == limit) {
        throw new LamellaException(
            ErrorCode.LIMIT_EXCEEDED, "A zip stream may have " + limit + " entries; send several");
      }
      at = entry(at);
      signature = signature(at);
    }
    return at;
  }

  /** Files that came, those included that are links. */
  long files() {
    return files;
  }

  /** Their bytes. */
  long bytes() {
    return size;
  }

  private int signature(long at) throws IOException {
    byte[] four = bytes.peek(at, 4);
    return four.length < 4 ? 0 : ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /** Takes the entry at a place in; answers where it ends. */
  private long entry(long at) throws IOException {
    byte[] begin = checkForm(at);
    ZipArchiveEntry entry = next();
    if (entry == null || !beginsWith(entry.getRawName(), begin)) {
      throw ZipProblems.unreadable("it is damaged, or cut off, at byte " + at);
    }
    boolean utf8 = entry.getGeneralPurposeBit().usesUTF8ForNames();
    byte[] name = ZipNames.bytes(entry.getRawName(), utf8, entry.getExtraFields());
    String text = new String(name, StandardCharsets.UTF_8);
    content.begin(text);
    EntryPath path = names.path(name);
    if (ZipNames.isFolder(name)) {
      if (content.read() >= 0) {
        throw ZipProblems.refused(text, "a folder has no content");
      }
    } else if (path != null) {
      FileSpec file = stream.take(path, mtime(entry), ZipRun.FILE_MODE, content);
      files++;
      size += file.size();
      run.file(file);
    }
    return ended(entry, text, at);
  }

  /** Whether the reader is where it should be: it loses count behind an empty file in a pipe. */
  private static boolean beginsWith(byte[] name, byte[] begin) {
    return name.length >= begin.length
        && Arrays.equals(name, 0, begin.length, begin, 0, begin.length);
  }

  private @Nullable ZipArchiveEntry next() throws IOException {
    try {
      return zip.getNextEntry();
    } catch (LamellaException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ZipProblems.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Looks at a header before the reader does, which makes room at once for whatever an entry is
   * packed by; answers how the name begins.
   */
  private byte[] checkForm(long at) throws IOException {
    byte[] seen = bytes.peek(at, HEADER + NAME);
    if (seen.length < HEADER) {
      throw ZipProblems.unreadable("it is cut off");
    }
    ByteBuffer header = ByteBuffer.wrap(seen).order(ByteOrder.LITTLE_ENDIAN);
    int flags = header.getShort(6);
    int method = header.getShort(8) & 0xffff;
    int length = Math.min(header.getShort(26) & 0xffff, seen.length - HEADER);
    String name = new String(seen, HEADER, length, StandardCharsets.UTF_8);
    if ((flags & ENCRYPTED) != 0) {
      throw ZipProblems.refused(name, "it is encrypted; send it decrypted");
    }
    if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED && !isZstandard(method)) {
      throw ZipProblems.refused(
          name,
          "it is packed by method "
              + method
              + "; what is taken is stored (0), deflated (8) and Zstandard (93)");
    }
    if (method != ZipEntry.DEFLATED && (flags & LENGTH_BEHIND) != 0 && !isEmpty(at, header)) {
      throw ZipProblems.refused(
          name,
          "its length comes behind its content, so that nobody can tell on the way where it ends;"
              + " write the zip into a file and send that, or deflate the entry");
    }
    return Arrays.copyOfRange(seen, HEADER, HEADER + length);
  }

  /**
   * True when nothing stands between an entry's header and what stands behind its content: so zip
   * writes empty files into a pipe.
   */
  private boolean isEmpty(long at, ByteBuffer header) throws IOException {
    content.begin("");
    int length = HEADER + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
    return length <= HEADER + NAME && descriptor(at + length, 0) > 0;
  }

  private static boolean isZstandard(int method) {
    return method == ZipMethod.ZSTD.getCode() || method == ZipMethod.ZSTD_DEPRECATED.getCode();
  }

  private static long mtime(ZipArchiveEntry entry) {
    return entry.getLastModifiedTime().to(TimeUnit.NANOSECONDS);
  }

  /** Compares what the entry says with what came; answers where it ends. */
  private long ended(ZipArchiveEntry entry, String name, long at) throws IOException {
    boolean described = entry.getGeneralPurposeBit().usesDataDescriptor();
    long packed =
        isZstandard(entry.getMethod()) ? entry.getCompressedSize() : zip.getCompressedCount();
    long header = entry.getDataOffset() - entry.getLocalHeaderOffset();
    long end = at + header + packed;
    if (end > bytes.position()) {
      throw damaged(name);
    }
    int behind = described ? descriptor(end, packed) : 0;
    boolean told =
        described
            ? behind > 0
            : entry.getCrc() == content.crc()
                && entry.getSize() == content.size()
                && entry.getCompressedSize() == packed;
    if (!told) {
      throw damaged(name);
    }
    run.entry(
        new ZipRecord(
            entry.getRawName(), entry.getMethod(), content.crc(), packed, content.size(), at));
    return end + behind;
  }

  /**
   * Length of what stands behind the content: its sum and lengths, in one of four forms; 0 when
   * something else does.
   */
  private int descriptor(long at, long packed) throws IOException {
    byte[] seen = bytes.peek(at, 28);
    for (boolean signed : new boolean[] {true, false}) {
      for (boolean wide : new boolean[] {false, true}) {
        byte[] wanted = descriptor(packed, signed, wide);
        int length = wanted.length;
        if (seen.length >= length + 4
            && Arrays.equals(seen, 0, length, wanted, 0, length)
            && isHeader(signature(at + length))) {
          return length;
        }
      }
    }
    return 0;
  }

  private byte[] descriptor(long packed, boolean signed, boolean wide) {
    ByteBuffer descriptor =
        ByteBuffer.allocate((signed ? 4 : 0) + 4 + (wide ? 16 : 8)).order(ByteOrder.LITTLE_ENDIAN);
    if (signed) {
      descriptor.putInt(DESCRIPTOR);
    }
    descriptor.putInt((int) content.crc());
    if (wide) {
      descriptor.putLong(packed).putLong(content.size());
    } else {
      descriptor.putInt((int) packed).putInt((int) content.size());
    }
    return descriptor.array();
  }

  private static boolean isHeader(int signature) {
    return signature == CentralDirectory.LOCAL || signature == CentralDirectory.ENTRY;
  }

  private static LamellaException damaged(String name) {
    return ZipProblems.unreadable(name + " is damaged, or cut off: its sum or length is another");
  }
}
