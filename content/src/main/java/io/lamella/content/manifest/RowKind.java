package io.lamella.content.manifest;

/** The byte that says what a row is; the numbers are stored. */
final class RowKind {
  static final int FILE = 0;
  static final int EXECUTABLE = 1;
  static final int LINK = 2;
  static final int SYMLINK = 3;
  static final int FOLDER = 4;
  static final int DELETE = 5;
  static final int DELETE_TREE = 6;

  private RowKind() {}
}
