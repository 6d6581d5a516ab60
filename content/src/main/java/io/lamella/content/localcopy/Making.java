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
   * @param bytesReused bytes that were on this machine
   * @param bytesLinked those of them that take no room of their own
   * @param family the copies that it shares files with; null: none
   */
  record Made(Wish wish, long bytesReused, long bytesLinked, @Nullable String family) {}

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
    Wish wish = Wish.note(wanted, work.source(), stage.resolve("wanted"));
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
    Made made;
    try (Base base = new Bases(layout).mostAlike(wanted, wish.sketch())) {
      made = base == null ? new Made(wish, 0, 0, null) : reuse(wish, base, plan, next);
      new Filling(tree(), fetcher).fill(plan, base, stage.resolve("record"));
    }
    Symlinks.make(stage.resolve("record"), tree());
    Files.delete(plan);
    for (Path wreck : wrecks) {
      Trees.delete(wreck);
    }
    long reused = made.bytesReused() + salvage.bytes() + fetcher.reused();
    return new Made(wish, reused, made.bytesLinked(), made.family());
  }

  private Path tree() {
    return stage.resolve("tree");
  }

  private Made reuse(Wish wish, Base base, Path plan, Path next) throws IOException {
    String id = base.id();
    Reusing reusing;
    if (use == Use.SHARED && id != null) {
      try (Family family = new Family(layout, base.info().family(), id, stage)) {
        reusing = new Reusing(base, tree(), use, work, family);
        reusing.reuse(plan, next);
        family.restamp();
      }
    } else {
      reusing = new Reusing(base, tree(), use, work, null);
      reusing.reuse(plan, next);
    }
    Files.move(next, plan, StandardCopyOption.ATOMIC_MOVE);
    return new Made(
        wish,
        reusing.bytes(),
        reusing.bytesLinked(),
        reusing.bytesLinked() > 0 ? base.info().family() : null);
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
