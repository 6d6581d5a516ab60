package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.Path;

/** A copy was asked for in a folder that holds something already. */
public final class FolderNotEmptyException extends IOException {
  private static final long serialVersionUID = 1L;

  public FolderNotEmptyException(Path folder) {
    super(folder + " is not empty; ask for overwrite to bring it to the version's content");
  }
}
