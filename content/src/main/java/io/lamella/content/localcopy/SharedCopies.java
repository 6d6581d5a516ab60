package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Wanted;
import io.lamella.content.store.NoSuchObjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out shared copies: looks them over, mends them, or makes them, one maker at a time. */
final class SharedCopies {
  private final Layout layout;
  private final Inventory inventory;
  private final Work work;

  SharedCopies(Layout layout, Work work) {
    this.layout = layout;
    this.inventory = new Inventory(layout);
    this.work = work;
  }

  /** The caller holds the copy's lease. */
  Copied get(Wanted wanted, String id, boolean verify) throws IOException {
    boolean wasThere = isThere(id);
    Copied found = wasThere ? find(id, verify) : null;
    if (found != null) {
      return found;
    }
    try (OsLock make = OsLock.exclusive(layout.makeLock(id))) {
      if (!wasThere && isThere(id)) {
        // Somebody else made it while we waited.
        found = find(id, verify);
      }
      if (found != null) {
        return found;
      }
      return isThere(id) ? mend(wanted, id, verify) : make(wanted, id);
    }
  }

  private boolean isThere(String id) throws IOException {
    return Info.read(layout.info(id)) != null;
  }

  /** Null when it is not as it should be. */
  private @Nullable Copied find(String id, boolean verify) throws IOException {
    Info info = Info.read(layout.info(id));
    if (info == null || lacks(info)) {
      return null;
    }
    inventory.touch(id);
    work.progress().begin(info.files(), info.bytes());
    try {
      Look look = new Look(layout.tree(id), work.workers(), verify, work.progress());
      if (!look.isFine(layout.record(id))) {
        return null;
      }
    } catch (CorruptedException | NoSuchFileException e) {
      return null;
    }
    return copied(id, info, info.bytes(), List.of(), List.of());
  }

  /** A copy without some of its links is not the version for one who reads links. */
  private boolean lacks(Info info) {
    return info.links() > 0 && work.takesLinks();
  }

  private Copied make(Wanted wanted, String id) throws IOException {
    inventory.clearDead(id);
    Path stage = layout.tmp().resolve(id);
    Making making = new Making(layout, stage, Use.SHARED, work);
    Making.Made made = making.make(wanted);
    String family = made.family() == null ? id : made.family();
    Info info = made.wish().info(wanted, family, made.filled()).withoutOwn(made.bytesLinked());
    info.write(stage.resolve("info"));
    Trees.delete(layout.copy(id));
    Files.move(stage, layout.copy(id), StandardCopyOption.ATOMIC_MOVE);
    inventory.touch(id);
    return copied(id, info, made.bytesReused(), List.of(), made.filled().lacking());
  }

  private Copied mend(Wanted wanted, String id, boolean verify) throws IOException {
    Path stage = layout.tmp().resolve(id);
    Trees.delete(stage);
    Files.createDirectories(stage.resolve("tree"));
    Mended mended;
    try {
      mended =
          lacks(info(id))
              ? mendAsAsked(wanted, id, stage, verify)
              : mend(id, layout.record(id), 0, stage, verify);
    } catch (CorruptedException | NoSuchObjectException | NoSuchFileException e) {
      // What was noted is damaged or gone or tells of packs that are gone: ask the version again.
      Trees.delete(stage);
      Files.createDirectories(stage.resolve("tree"));
      mended = mendAsAsked(wanted, id, stage, verify);
    }
    Trees.delete(stage);
    inventory.touch(id);
    List<String> notes = new ArrayList<>();
    if (mended.files() > 0) {
      notes.add(mended.files() + " damaged or missing files of the copy were fetched again");
    }
    return copied(id, info(id), mended.bytesKept(), notes, mended.lacking());
  }

  /** How many files were fetched again, and how many bytes were right. */
  private record Mended(long files, long bytesKept, List<LocalCopies.Problem> lacking) {}

  private Mended mendAsAsked(Wanted wanted, String id, Path stage, boolean verify)
      throws IOException {
    Wish wish = Wish.note(wanted, work, stage.resolve("wanted"));
    return mend(id, wish.lines(), wish.leftOut(), stage, verify);
  }

  private Mended mend(String id, Path wanted, long leftOut, Path stage, boolean verify)
      throws IOException {
    Path tree = layout.tree(id);
    Path plan = stage.resolve("plan");
    Comparing comparing = new Comparing(tree, work.workers(), verify);
    comparing.compare(wanted, layout.record(id), plan);
    FolderMaker.makeForTodo(plan, stage.resolve("tree"));
    Path filled = stage.resolve("filled");
    Fetcher fetcher = new Fetcher(work, Use.SHARED);
    LinkFetcher links = new LinkFetcher(stage.resolve("tree"), work, Use.SHARED);
    Filling.Filled there =
        new Filling(stage.resolve("tree"), fetcher, links).fill(plan, null, filled);
    Info before = info(id);
    Info after =
        before
            .withoutOwn(-new Growth(layout, id).of(filled))
            .with(there.files(), there.bytes(), leftOut + there.lacking().size());
    if (!after.equals(before)) {
      after.write(layout.info(id));
    }
    Path record = stage.resolve("record");
    new Applying(tree, stage.resolve("tree"), Use.SHARED, stray -> moveAway(id, stray))
        .apply(filled, record);
    Files.move(record, layout.record(id), StandardCopyOption.ATOMIC_MOVE);
    return new Mended(fetcher.files(), comparing.bytesKept(), there.lacking());
  }

  private Info info(String id) throws IOException {
    Info info = Info.read(layout.info(id));
    if (info == null) {
      throw new IOException("the copy " + id + " was taken away while it was mended");
    }
    return info;
  }

  /** What others put into the tree is no part of the version, but it is not ours to destroy. */
  private void moveAway(String id, Path stray) throws IOException {
    Files.createDirectories(layout.stray(id));
    Path to = layout.stray(id).resolve(System.nanoTime() + "-" + stray.getFileName());
    Files.move(stray, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private Copied copied(
      String id, Info info, long reused, List<String> notes, List<LocalCopies.Problem> lacking) {
    List<String> all = new ArrayList<>(notes);
    if (info.links() > lacking.size()) {
      all.add(
          info.links()
              - lacking.size()
              + " external links of the version are no part of this local copy");
    }
    return new Copied(
        layout.tree(id), info.files(), info.bytes(), work.source().fetched(), reused, all, lacking);
  }
}
