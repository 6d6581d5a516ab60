package io.lamella.preview;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where what looks into files lies on this machine, however it was packaged: asked of the classes
 * themselves.
 */
final class Classpath {
  private static final List<Class<?>> NEEDED =
      List.of(
          Child.class,
          io.lamella.contracts.rest.Preview.class,
          org.jspecify.annotations.Nullable.class,
          com.fasterxml.jackson.databind.ObjectMapper.class,
          com.fasterxml.jackson.core.JsonFactory.class,
          com.fasterxml.jackson.annotation.JsonProperty.class,
          org.apache.commons.csv.CSVFormat.class,
          org.apache.commons.io.IOUtils.class,
          org.apache.commons.codec.binary.Base64.class,
          com.github.luben.zstd.Zstd.class,
          org.xerial.snappy.Snappy.class,
          org.apache.parquet.column.ColumnReader.class,
          org.apache.parquet.bytes.BytesInput.class,
          org.apache.parquet.column.values.bitpacking.BytePacker.class,
          org.apache.parquet.format.Util.class,
          org.slf4j.Logger.class);

  private Classpath() {}

  static String ofChild() {
    Set<String> places = new LinkedHashSet<>();
    NEEDED.forEach(type -> places.add(place(type).toString()));
    return String.join(File.pathSeparator, places);
  }

  private static Path place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException("not known where this lies: " + type.getName());
    }
    try {
      URI location = source.getLocation().toURI();
      String text = location.toString();
      return Path.of(
          text.startsWith("jar:")
              ? URI.create(text.substring("jar:".length(), text.lastIndexOf("!/")))
              : location);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
