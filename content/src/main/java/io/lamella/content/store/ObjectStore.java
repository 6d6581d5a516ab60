package io.lamella.content.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A flat room of immutable objects under keys like {@code packs/ab/cd.0}. An object is there whole
 * and durable, or not there. Shaped after object stores, so that each call is one request there.
 * Safe for use by several threads; calls block, so they never run on an event loop.
 *
 * <p>Keys are 1 to 1,024 bytes of {@code [A-Za-z0-9._/-]}, {@code /}-separated parts, none of them
 * empty, {@code .} or {@code ..}; anything else is an {@link IllegalArgumentException}.
 */
public interface ObjectStore extends AutoCloseable {
  /** An object's key, length in bytes and time of writing. */
  record ObjectInfo(String key, long length, Instant written) {}

  /** What a put does when the key is taken. */
  enum PutMode {
    /** Leave the object as it is; {@link Upload#commit} answers false. */
    IF_ABSENT,
    /** Replace it, in one step. */
    REPLACE
  }

  /**
   * Starts to write an object in pieces (a multipart upload, where the store has them). Nothing can
   * be seen under the key before {@link Upload#commit}.
   */
  Upload upload(String key, PutMode mode) throws IOException;

  /**
   * Writes what remains in {@code data} as one object.
   *
   * @return false when {@code mode} is IF_ABSENT and the key is taken
   */
  default boolean put(String key, ByteBuffer data, PutMode mode) throws IOException {
    try (Upload upload = upload(key, mode)) {
      upload.write(data);
      return upload.commit();
    }
  }

  /**
   * Opens a range of an object; the stream yields exactly {@code length} bytes or fails.
   *
   * @throws NoSuchObjectException when there is no such object
   * @throws java.io.EOFException when the range lies outside the object, where the store can tell
   */
  InputStream read(String key, long offset, long length) throws IOException;

  /** Length and time of an object, if it is there. */
  Optional<ObjectInfo> stat(String key) throws IOException;

  /** Removes an object; false when it was not there. */
  boolean delete(String key) throws IOException;

  /**
   * Objects whose keys begin with {@code prefix}, in the order of their keys.
   *
   * @param after only keys behind this one; null: from the start
   * @param limit at most so many
   */
  List<ObjectInfo> list(String prefix, @Nullable String after, int limit) throws IOException;

  /**
   * An address from which anybody can read the object for a while, where the store can give one.
   */
  default Optional<URI> presignRead(String key, Duration life) throws IOException {
    return Optional.empty();
  }

  /** The file that holds the object as it is, where the store keeps files on this machine. */
  default Optional<Path> localFile(String key) {
    return Optional.empty();
  }

  @Override
  default void close() {}

  /**
   * An object that is being written. For one thread. Closing one that was not committed leaves
   * nothing behind.
   */
  interface Upload extends AutoCloseable {
    /** Appends what remains in {@code data}. */
    void write(ByteBuffer data) throws IOException;

    /**
     * Makes the object visible, whole and durable.
     *
     * @return false when the key is taken and the mode is IF_ABSENT
     */
    boolean commit() throws IOException;

    @Override
    void close() throws IOException;
  }
}
