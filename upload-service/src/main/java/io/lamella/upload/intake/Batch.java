package io.lamella.upload.intake;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.rest.FileStored;
import io.lamella.upload.change.Appends;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.chunk.Chunks;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.PackStore;
import io.lamella.upload.pack.SpoolFolder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Small files that share a pack, and, those of one draft, a run. */
final class Batch {
  /** A file that waits for its answer. */
  private record Item(
      Draft draft, FileSpec file, long stored, CompletableFuture<FileStored> answer) {}

  /** A draft as its requests saw it. */
  private record Turn(UUID version, long epoch) {}

  /** What batches are made of. */
  @Singleton
  static class Parts {
    private final PackStore packs;
    private final RunStore runs;
    private final Appends appends;
    private final SpoolFolder spool;

    @Inject
    Parts(PackStore packs, RunStore runs, Appends appends, SpoolFolder spool) {
      this.packs = packs;
      this.runs = runs;
      this.appends = appends;
      this.spool = spool;
    }

    Batch begin() throws IOException {
      return new Batch(this, OpenPack.in(spool.path()));
    }
  }

  private final Parts parts;
  private final OpenPack pack;
  private final List<Item> items = new ArrayList<>();
  private boolean closed;

  /** Why nobody can say what the pack holds, if something went wrong while it was filled. */
  private @Nullable Throwable failure;

  private Batch(Parts parts, OpenPack pack) {
    this.parts = parts;
    this.pack = pack;
  }

  /** Adds a file; empty when the batch is closed or has no room for it. */
  synchronized Optional<CompletableFuture<FileStored>> add(
      Draft draft, FileSpec file, Window window, Chunks.Found found) throws IOException {
    if (closed || !pack.hasRoom(window.count())) {
      return Optional.empty();
    }
    long before = pack.length();
    try {
      window.appendTo(file.content(), found.places(), true, () -> pack);
    } catch (Throwable e) {
      failure = e;
      closed = true;
      throw e;
    }
    CompletableFuture<FileStored> answer = new CompletableFuture<>();
    items.add(new Item(draft, file, pack.length() - before, answer));
    return Optional.of(answer);
  }

  /** Gives up a batch that nobody has seen. */
  void drop() throws IOException {
    pack.close();
  }

  /** Stores the pack, registers the files, and answers all. */
  void finish() {
    synchronized (this) {
      closed = true;
    }
    try (pack) {
      if (failure != null) {
        throw failure;
      }
      if (pack.count() > 0) {
        pack.store(
            parts.packs,
            items.get(0).draft(),
            parts.packs.leasedTo(
                items.stream().map(item -> item.draft().version()).distinct().toList()));
      }
    } catch (Throwable e) {
      items.forEach(item -> item.answer().completeExceptionally(e));
      return;
    }
    Map<Turn, List<Item>> drafts = new LinkedHashMap<>();
    for (Item item : items) {
      Turn turn = new Turn(item.draft().version(), item.draft().epoch());
      drafts.computeIfAbsent(turn, t -> new ArrayList<>()).add(item);
    }
    drafts.values().forEach(this::register);
  }

  private void register(List<Item> ofOneDraft) {
    try {
      Draft draft = ofOneDraft.get(0).draft();
      RunBuilder builder = new RunBuilder();
      ofOneDraft.forEach(item -> builder.put(item.file().entry()));
      List<NewRun> runs = new ArrayList<>();
      for (List<Change> run : builder.take()) {
        runs.add(parts.runs.write(draft, Run.of(run)));
      }
      parts.appends.append(draft, runs);
      for (Item item : ofOneDraft) {
        item.answer().complete(item.file().answer(item.stored()));
      }
    } catch (Throwable e) {
      ofOneDraft.forEach(item -> item.answer().completeExceptionally(e));
    }
  }
}
