package io.lamella.content.manifest;

import java.io.IOException;
import java.io.InputStream;

/** An encoded run that can be opened anywhere. */
@FunctionalInterface
public interface RunBytes {
  /** Its bytes from {@code offset} to its end. The caller closes them. */
  InputStream open(long offset) throws IOException;
}
