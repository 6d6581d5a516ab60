package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a copy in a private folder, the stage: its {@code tree} and its {@code record}. What is on
 * this machine is used, the rest is fetched. A stage that a dead maker left is taken over.
 */
final class Making {
  /**
   * What was made.
   *
   * @param filled what is in the tree
   * @param bytesReused bytes that were on this machine
   * @param bytesLinked those of them that take no room of their own
   * @param family the copies that it shares files with; null: none
   */
  record Made(
      Wish wish,
      Filling.Filled filled,
      long bytesReused,
      long bytesLinked,
      @Nullable String family) {}

  private final Layout layout;
  private final Path stage;
  private final Use use;
  private final Work work;

  Making(Layout layout, Path stage, Use use, Work work) {
    this.layout = layout;
    this.stage = stage;
    this.use = use;
    this.work = work;
  }

  Made make(LocalCopies.Wanted wanted) throws IOException {
    List<Path> wrecks = takeOver();
    Wish wish = Wish.note(wanted, work, stage.resolve("wanted"));
    work.progress().begin(wish.files(), wish.bytes());
    FolderMaker.makeAll(wish.lines(), tree());
    Path plan = wish.lines();
    Path next = stage.resolve("plan");
    Salvage salvage = new Salvage(wrecks, tree(), use, work);
    if (!wrecks.isEmpty()) {
      salvage.salvage(plan, next);
      Files.move(next, plan, StandardCopyOption.ATOMIC_MOVE);
    }
    Fetcher fetcher = new Fetcher(work, use);
    LinkFetcher links = new LinkFetcher(tree(), work, use);
    Filling.Filled filled;
    Reusing reusing = null;
    String family = null;
    long ofOtherParts = 0;
    Bases bases = new Bases(layout, wanted, wish);
    try (Base base = bases.mostAlike()) {
      if (base != null) {
        reusing = reuse(base, plan, next);
        family = reusing.bytesLinked() > 0 ? base.info().family() : null;
        ofOtherParts = reusing.lacking() > 0 ? reuseOtherParts(bases, plan, next) : 0;
      }
      filled = new Filling(tree(), fetcher, links).fill(plan, base, stage.resolve("record"));
    }
    Symlinks.make(stage.resolve("record"), tree());
    links.clearFolders();
    Files.delete(plan);
    for (Path wreck : wrecks) {
      Trees.delete(wreck);
    }
    long reused = salvage.bytes() + ofOtherParts + fetcher.reused();
    return reusing == null
        ? new Made(wish, filled, reused, 0, null)
        : new Made(wish, filled, reused + reusing.bytes(), reusing.bytesLinked(), family);
  }

  private Path tree() {
    return stage.resolve("tree");
  }

  private Reusing reuse(Base base, Path plan, Path next) throws IOException {
    String id = base.id();
    if (use != Use.SHARED || id == null) {
      return copy(base, plan, next);
    }
    try (Family family = new Family(layout, base.info().family(), id, stage)) {
      Reusing reusing = new Reusing(base, tree(), use, work, family);
      reusing.reuse(plan, next);
      family.restamp();
      Files.move(next, plan, StandardCopyOption.ATOMIC_MOVE);
      return reusing;
    }
  }

  private Reusing copy(Base base, Path plan, Path next) throws IOException {
    Reusing reusing = new Reusing(base, tree(), use, work, null);
    reusing.reuse(plan, next);
    Files.move(next, plan, StandardCopyOption.ATOMIC_MOVE);
    return reusing;
  }

  /** Logical bytes of files that lie in other parts of the version: a copy has but one family. */
  private long reuseOtherParts(Bases bases, Path plan, Path next) throws IOException {
    long bytes = 0;
    boolean lacks = true;
    while (lacks) {
      try (Base part = bases.otherPart()) {
        if (part == null) {
          break;
        }
        Reusing reusing = copy(part, plan, next);
        bytes += reusing.bytes();
        lacks = reusing.lacking() > 0;
      }
    }
    return bytes;
  }

  /** Moves the trees that earlier makers left aside and begins a new one. */
  private List<Path> takeOver() throws IOException {
    Files.createDirectories(stage);
    List<Path> wrecks = new ArrayList<>();
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(stage, "wreck-*")) {
      earlier.forEach(wrecks::add);
    }
    if (Files.exists(tree())) {
      Path wreck = stage.resolve("wreck-" + System.nanoTime());
      Files.move(tree(), wreck);
      wrecks.add(wreck);
    }
    Files.createDirectory(tree());
    return wrecks;
  }
}
