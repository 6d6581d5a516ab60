package io.lamella.content.localcopy;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a finished copy is.
 *
 * @param version version digest
 * @param prefix only what lies there; null: not made so
 * @param excerpt words of the {@link Excerpt} that it is; null: not made so
 * @param files number of files
 * @param bytes logical bytes
 * @param own bytes on disk that came with this copy: what it shares with older ones counts there
 * @param links external links that were left out
 * @param family name of those copies that may share files with it
 * @param sketch what is in it, roughly
 */
record Info(
    String version,
    @Nullable String prefix,
    @Nullable String excerpt,
    long files,
    long bytes,
    long own,
    long links,
    String family,
    Sketch sketch) {
  /** Null when it is not there or cannot be read. */
  static @Nullable Info read(Path file) throws IOException {
    FileState state = FileState.of(file);
    if (state == null || !state.isFile()) {
      return null;
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      return new Info(
          text(properties, "version"),
          properties.getProperty("prefix"),
          properties.getProperty("excerpt"),
          Long.parseLong(text(properties, "files")),
          Long.parseLong(text(properties, "bytes")),
          Long.parseLong(text(properties, "own")),
          Long.parseLong(text(properties, "links")),
          text(properties, "family"),
          Sketch.parse(text(properties, "sketch")));
    } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String text(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  /** Writes it in one step. */
  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("version", version);
    if (prefix != null) {
      properties.setProperty("prefix", prefix);
    }
    if (excerpt != null) {
      properties.setProperty("excerpt", excerpt);
    }
    properties.setProperty("files", Long.toString(files));
    properties.setProperty("bytes", Long.toString(bytes));
    properties.setProperty("own", Long.toString(own));
    properties.setProperty("links", Long.toString(links));
    properties.setProperty("family", family);
    properties.setProperty("sketch", sketch.toString());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try (Writer out = Files.newBufferedWriter(temporary)) {
      properties.store(out, null);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** True when it was made of the version that is wanted. */
  boolean isOf(LocalCopies.Wanted wanted) {
    return version.equals(wanted.root().versionDigest().hex());
  }

  /** True when all that is wanted is in it. */
  boolean holds(LocalCopies.Wanted wanted) {
    boolean whole = prefix == null && excerpt == null;
    return isOf(wanted)
        && (whole
            || (Objects.equals(prefix, wanted.prefixText())
                && Objects.equals(excerpt, wanted.words())));
  }

  /** The same with other files in it; their bytes on disk are its own. */
  Info with(long newFiles, long newBytes, long lacking) {
    return new Info(
        version,
        prefix,
        excerpt,
        newFiles,
        newBytes,
        Math.max(0, own + newBytes - bytes),
        lacking,
        family,
        sketch);
  }

  /** The same with less on disk. */
  Info withoutOwn(long shared) {
    return new Info(version, prefix, excerpt, files, bytes, own - shared, links, family, sketch);
  }
}
