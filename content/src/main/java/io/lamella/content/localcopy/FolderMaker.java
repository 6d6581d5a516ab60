package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the folders above entries that come in path order. That order enters each folder once, so a
 * folder that is there already is another one whose name the file system cannot tell from it.
 */
final class FolderMaker {
  private final Path tree;
  private String current = "";

  private FolderMaker(Path tree) {
    this.tree = tree;
  }

  /** Makes the folders above the files of a plan whose bytes have still to be found. */
  static void makeForTodo(Path plan, Path tree) throws IOException {
    FolderMaker maker = new FolderMaker(tree);
    try (RecordReader lines = new RecordReader(plan)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.isTodo()) {
          maker.above(line.path());
        }
      }
    }
  }

  /** Makes all folders of a plan, empty ones too. */
  static void makeAll(Path plan, Path tree) throws IOException {
    FolderMaker maker = new FolderMaker(tree);
    try (RecordReader lines = new RecordReader(plan)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (line.entry() instanceof Entry.Folder folder) {
          maker.enter(folder.path().toString());
        } else {
          maker.above(line.path());
        }
      }
    }
  }

  /** Makes the folders above {@code path}. */
  private void above(EntryPath path) throws IOException {
    String text = path.toString();
    int slash = text.lastIndexOf('/');
    if (slash >= 0) {
      enter(text.substring(0, slash));
    }
  }

  private void enter(String folder) throws IOException {
    if (folder.equals(current) || current.startsWith(folder + "/")) {
      return;
    }
    int from = commonFolder(folder);
    while (from < folder.length()) {
      int slash = folder.indexOf('/', from);
      int end = slash < 0 ? folder.length() : slash;
      Path path = tree.resolve(folder.substring(0, end));
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        throw SameNameException.at(path);
      }
      from = end + 1;
    }
    current = folder;
  }

  /** Length of the folder that both lie in, with its slash. */
  private int commonFolder(String folder) {
    String a = current + "/";
    String b = folder + "/";
    int common = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      if (a.charAt(i) == '/') {
        common = i + 1;
      }
    }
    return common;
  }
}
