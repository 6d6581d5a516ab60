package io.lamella.upload.tus;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.OpenDraft;
import io.lamella.upload.intake.FileAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the header {@code Upload-Metadata} says: pairs of a key and base64, with commas between.
 * Keys that mean nothing here are kept for the client.
 */
final class UploadMetadata {
  private static final String HEADER = "Upload-Metadata";

  private final Map<String, byte[]> values;

  private UploadMetadata(Map<String, byte[]> values) {
    this.values = values;
  }

  /**
   * @throws LamellaException {@code invalid-request}
   */
  static UploadMetadata parse(@Nullable String header) {
    Map<String, byte[]> values = new HashMap<>();
    if (header != null && !header.isBlank()) {
      for (String pair : header.split(",", -1)) {
        String[] parts = pair.strip().split(" ", -1);
        if (parts.length > 2 || parts[0].isEmpty()) {
          throw invalid(HEADER + " is 'key base64,key base64', not '" + pair + "'", null);
        }
        if (values.put(parts[0], parts.length == 1 ? new byte[0] : decode(parts[1])) != null) {
          throw invalid(HEADER + " has " + parts[0] + " twice", null);
        }
      }
    }
    return new UploadMetadata(values);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw invalid(HEADER + " holds what is no base64: " + base64, e);
    }
  }

  /** The version whose draft takes the file: {@code draft}. */
  Optional<UUID> draft() {
    Optional<String> text = text("draft");
    try {
      return text.map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      throw invalid("draft in " + HEADER + " is no version id: " + text.orElse(""), e);
    }
  }

  /**
   * The dataset whose open draft takes the file: {@code project} and {@code dataset}.
   *
   * @throws LamellaException {@code invalid-request} when only one of them is there
   */
  Optional<OpenDraft> dataset() {
    Optional<String> project = text("project");
    Optional<String> dataset = text("dataset");
    if (project.isPresent() != dataset.isPresent()) {
      throw invalid("Name both project and dataset in " + HEADER, null);
    }
    return project.map(path -> new OpenDraft(path, dataset.orElseThrow()));
  }

  /**
   * The file's path in the version: {@code path}, else {@code filename}, else {@code name}.
   *
   * @throws io.lamella.content.manifest.InvalidPathException when it is none that a version can
   *     hold
   */
  EntryPath path() {
    return Stream.of("path", "filename", "name")
        .map(values::get)
        .filter(value -> value != null)
        .findFirst()
        .map(EntryPath::ofUtf8)
        .orElseThrow(
            () ->
                invalid(
                    "Say in " + HEADER + " where the file goes: path, or filename or name", null));
  }

  /** Permission bits: {@code mode}. */
  int mode() {
    return FileAttributes.mode("mode", text("mode"));
  }

  /** Modification time, nanoseconds since 1970 UTC: {@code mtime}. */
  long mtimeNanos() {
    return FileAttributes.mtimeNanos("mtime", text("mtime"));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key))
        .filter(value -> value.length > 0)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private static LamellaException invalid(String detail, @Nullable Throwable cause) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail, cause);
  }
}
