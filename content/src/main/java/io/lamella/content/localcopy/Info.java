package io.lamella.content.localcopy;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a finished copy is.
 *
 * @param version version digest
 * @param prefix null: the whole version
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

  /** The same with less on disk. */
  Info withoutOwn(long shared) {
    return new Info(version, prefix, files, bytes, own - shared, links, family, sketch);
  }
}
