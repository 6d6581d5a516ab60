package io.lamella.cli.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.UsageException;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value of free metadata: JSON when all of it is, else the text itself. */
final class MetadataValue {
  /** What a request may carry; the server says what metadata may. */
  private static final long MOST = 1 << 20;

  private static final ObjectReader JSON =
      Json.MAPPER.readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private MetadataValue() {}

  static Object of(String text) {
    try {
      Object value = JSON.readValue(text);
      return value == null ? text : value;
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** The value that a file holds. */
  static Object in(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST) {
      throw new UsageException(
          "%s has %s, and metadata is small: put it into a version with lamella add"
              .formatted(file, Sizes.bytes(size)));
    }
    try {
      return of(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new UsageException(
          file + " is no text in UTF-8: put it into a version with lamella add");
    }
  }
}
