package io.lamella.upload.ingest;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.event.IngestItem;
import io.lamella.upload.change.Appends;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileGroup;
import io.lamella.upload.intake.FileIntake;
import io.lamella.upload.intake.FilePart;
import io.lamella.upload.intake.GrowingFile;
import io.lamella.upload.intake.KeptBytes;
import io.lamella.upload.source.Opened;
import io.lamella.upload.source.Slice;
import io.lamella.upload.source.SourceException;
import io.lamella.upload.source.Sources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Loads files that are split. Each range goes into packs by itself; the file is then read from
 * those once more, so that its chunks and its digest are those of the file loaded at once, and next
 * to nothing of it is stored again.
 */
@ApplicationScoped
class Ranges {
  private final Database database;
  private final Ingests ingests;
  private final IngestNews news;
  private final Splits splits;
  private final FileIntake intake;
  private final Appends appends;
  private final Sources sources;
  private final Tries tries;

  @Inject
  Ranges(
      Database database,
      Ingests ingests,
      IngestNews news,
      Splits splits,
      FileIntake intake,
      Appends appends,
      Sources sources,
      Tries tries) {
    this.database = database;
    this.ingests = ingests;
    this.news = news;
    this.splits = splits;
    this.intake = intake;
    this.appends = appends;
    this.sources = sources;
    this.tries = tries;
  }

  /**
   * Loads an item of a file that is split.
   *
   * @param wanted asked every few seconds whether it still is
   */
  void load(Draft draft, IngestItem item, IngestItem.Range range, BooleanSupplier wanted)
      throws IOException {
    Optional<Split> split = database.inTransaction(tx -> splits.find(tx, item.ingest(), range));
    if (split.isEmpty()) {
      return;
    }
    Miss known = split.get().miss();
    if (known != null) {
      noteMiss(draft, item, range, known);
    } else if (item.putsTogether()) {
      join(draft, item, split.get(), wanted);
    } else {
      take(draft, item, range, wanted);
    }
  }

  private void take(Draft draft, IngestItem item, IngestItem.Range range, BooleanSupplier wanted)
      throws IOException {
    IngestItem.File file = item.files().get(0);
    try {
      KeptBytes stored = tries.of(first -> stored(draft, file, range, wanted));
      note(draft, item, range.length(), tx -> splits.arrived(tx, item.ingest(), range, stored));
    } catch (SourceException e) {
      noteMiss(draft, item, range, Miss.of(file, e));
    }
  }

  private KeptBytes stored(
      Draft draft, IngestItem.File file, IngestItem.Range range, BooleanSupplier wanted)
      throws IOException {
    Slice slice =
        new Slice(range.from(), range.length(), file.size(), file.etag(), file.modified());
    Notes notes = new Notes();
    try (Opened opened = sources.open(file.uri(), slice);
        GrowingFile growing = intake.gather(draft, FilePart.NOTHING)) {
      growing.read(new WhileWanted(opened.body(), wanted), notes);
      growing.note(notes);
    }
    return new KeptBytes(notes.extents, notes.tail);
  }

  /** What lies where of a range so far. */
  private static final class Notes implements GrowingFile.Notes {
    private final List<Extent> extents = new ArrayList<>();
    private byte[] tail = new byte[0];

    @Override
    public void take(FilePart part, List<Extent> added) {
      extents.addAll(added);
      tail = part.tail();
    }
  }

  private void join(Draft draft, IngestItem item, Split split, BooleanSupplier wanted)
      throws IOException {
    IngestItem.File file = split.file();
    UUID ingest = item.ingest();
    try (FileGroup group = intake.group(draft);
        InputStream body = new WhileWanted(splits.open(draft, ingest, split.item()), wanted)) {
      group.put(EntryPath.of(file.path()), Loader.nanos(null, file), split.mode(), body);
      List<NewRun> runs = group.finish();
      appends.appendOnce(
          draft,
          runs,
          tx -> {
            if (!ingests.done(tx, item)) {
              return false;
            }
            splits.end(tx, ingest, split.item());
            news.progress(tx, ingests.count(tx, ingest, 1, 1, 0, 0));
            return true;
          });
    }
  }

  /** Notes that a range cannot be had, or that the whole cannot be put together. */
  void noteMiss(Draft draft, IngestItem item, IngestItem.Range range, Miss miss) {
    note(draft, item, 0, tx -> splits.missed(tx, item.ingest(), range, miss));
  }

  private void note(
      Draft draft, IngestItem item, long bytes, Function<Transaction, Optional<Split>> noting) {
    appends.appendOnce(
        draft,
        List.of(),
        tx -> {
          if (!ingests.done(tx, item)) {
            return false;
          }
          ingests.count(tx, item.ingest(), 1, 0, bytes, 0);
          noting.apply(tx).ifPresent(split -> goOn(tx, item, split));
          ingests.find(tx, item.ingest()).ifPresent(now -> news.progress(tx, now));
          return true;
        });
  }

  /** After the last of a file's ranges the file is put together, or missed. */
  private void goOn(Transaction tx, IngestItem item, Split split) {
    if (split.missing() > 0) {
      return;
    }
    Miss miss = split.miss();
    if (miss == null) {
      news.items(tx, List.of(split.whole(item)));
      return;
    }
    if (item.putsTogether() || ingests.done(tx, split.whole(item))) {
      ingests.miss(tx, item.ingest(), List.of(miss));
      ingests.count(tx, item.ingest(), item.putsTogether() ? 0 : 1, 0, -split.bytes(), 1);
    }
    splits.end(tx, item.ingest(), split.item());
  }
}
