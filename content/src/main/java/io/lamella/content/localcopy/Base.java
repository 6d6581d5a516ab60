package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder on this machine to take files from.
 *
 * @param id id of the finished copy that it is, which can be linked from; null: a folder that
 *     belongs to somebody else
 * @param lease keeps it from being removed meanwhile
 */
record Base(@Nullable String id, Path tree, Path record, Info info, @Nullable OsLock lease)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    if (lease != null) {
      lease.close();
    }
  }
}
