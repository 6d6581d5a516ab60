package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a copy in a private folder, the stage: its {@code tree} and its {@code record}. A stage
 * that a dead maker left is taken over: its files are looked at, and those that are right are used.
 */
final class Making {
  /** What was made, and how many of its bytes were on this machine before. */
  record Made(Wish wish, long bytesReused) {}

  private final Path stage;
  private final Use use;
  private final Work work;

  Making(Path stage, Use use, Work work) {
    this.stage = stage;
    this.use = use;
    this.work = work;
  }

  Path tree() {
    return stage.resolve("tree");
  }

  Path record() {
    return stage.resolve("record");
  }

  Made make(LocalCopies.Wanted wanted) throws IOException {
    List<Path> leftovers = takeOver();
    Wish wish = Wish.note(wanted, work.source(), stage.resolve("wanted"));
    work.progress().begin(wish.files(), wish.bytes());
    FolderMaker.makeAll(wish.lines(), tree());
    Path plan = stage.resolve("plan");
    Reusing reusing = new Reusing(leftovers, tree(), use, work, new Placer());
    reusing.reuse(wish.lines(), plan);
    new Filling(tree(), new Fetcher(work, use)).fill(plan, record());
    Symlinks.make(record(), tree());
    Files.delete(plan);
    Files.delete(wish.lines());
    for (Path leftover : leftovers) {
      Trees.delete(leftover);
    }
    return new Made(wish, reusing.bytes());
  }

  /** Moves the trees that earlier makers left aside and begins a new one. */
  private List<Path> takeOver() throws IOException {
    Files.createDirectories(stage);
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(stage, "earlier-*")) {
      earlier.forEach(leftovers::add);
    }
    if (Files.exists(tree())) {
      Path earlier = stage.resolve("earlier-" + System.nanoTime());
      Files.move(tree(), earlier);
      leftovers.add(earlier);
    }
    Files.createDirectory(tree());
    return leftovers;
  }
}
