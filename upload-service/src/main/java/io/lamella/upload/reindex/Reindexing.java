package io.lamella.upload.reindex;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Segments;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStore.ObjectInfo;
import io.lamella.contracts.rest.PacksFound;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Database;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.pack.PackKind;
import io.lamella.upload.pack.PackRow;
import io.lamella.upload.pack.Packs;
import io.lamella.upload.pack.Stores;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes rows of packs that a store holds and no row knows of, from what their ends say. The one
 * work that lists a store, after its database was lost or is older than the store.
 */
@ApplicationScoped
class Reindexing {
  private static final Pattern KEY =
      Pattern.compile("packs/([0-9a-f]{32})/[0-9a-f]{2}/([0-9a-f]{64})\\.([0-9]{1,9})");
  private static final int PAGE = 1_000;

  private final Database database;
  private final Packs packs;
  private final Stores stores;

  @Inject
  Reindexing(Database database, Packs packs, Stores stores) {
    this.database = database;
    this.packs = packs;
    this.stores = stores;
  }

  /**
   * Looks at the packs of a domain in a store whose ids begin with {@code prefix}; what is known
   * stays as it is.
   *
   * @param prefix two hex digits
   */
  PacksFound look(String domain, String uri, String prefix) throws IOException {
    ObjectStore store = stores.open(uri);
    String folder = "packs/" + domain + "/" + prefix + "/";
    Tally tally = new Tally();
    List<ObjectInfo> page = store.list(folder, null, PAGE);
    while (!page.isEmpty()) {
      look(store, uri, page, tally);
      page =
          page.size() < PAGE
              ? List.of()
              : store.list(folder, page.get(page.size() - 1).key(), PAGE);
    }
    return tally.found();
  }

  private static final class Tally {
    private long packs;
    private long added;
    private long chunks;
    private long bytes;
    private final List<String> damaged = new ArrayList<>();

    void added(PackRow row, PackKind kind) {
      added++;
      bytes += row.bytes();
      chunks += kind == PackKind.CONTENT ? row.chunks() : 0;
    }

    PacksFound found() {
      return new PacksFound(packs, added, chunks, bytes, damaged);
    }
  }

  private void look(ObjectStore store, String uri, List<ObjectInfo> page, Tally tally)
      throws IOException {
    List<PackRef> refs = new ArrayList<>();
    List<ObjectInfo> objects = new ArrayList<>();
    for (ObjectInfo object : page) {
      Optional<PackRef> ref = ref(object.key());
      if (ref.isPresent()) {
        refs.add(ref.get());
        objects.add(object);
      }
    }
    tally.packs += refs.size();
    Set<PackRef> known = database.inTransaction(tx -> known(tx, refs));
    for (int i = 0; i < refs.size(); i++) {
      if (!known.contains(refs.get(i))) {
        add(store, uri, refs.get(i), objects.get(i).length(), tally);
      }
    }
  }

  private static Optional<PackRef> ref(String key) {
    Matcher parts = KEY.matcher(key);
    return parts.matches()
        ? Optional.of(
            new PackRef(
                parts.group(1), Digest.parse(parts.group(2)), Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }

  /** Those that have a row, whatever it says: whoever wrote it sees to the object. */
  private static Set<PackRef> known(Transaction tx, List<PackRef> refs) {
    if (refs.isEmpty()) {
      return Set.of();
    }
    String domain = refs.get(0).domain();
    Set<PackRef> known = new HashSet<>();
    for (Row row :
        tx.run(
            "SELECT id, generation FROM pack WHERE domain = $1 AND id = ANY ($2)",
            Columns.domain(domain),
            refs.stream().map(ref -> Columns.digest(ref.id())).toArray(Buffer[]::new))) {
      known.add(new PackRef(domain, Columns.digest(row, "id"), row.getInteger("generation")));
    }
    return known;
  }

  private void add(ObjectStore store, String uri, PackRef ref, long length, Tally tally)
      throws IOException {
    try {
      StorePacks source = new StorePacks(store);
      PackIndex index = PackIndex.read(source, ref, length);
      PackKind kind = kind(source, ref, index);
      database
          .inTransaction(tx -> packs.find(tx, ref, uri, kind, index))
          .ifPresent(row -> tally.added(row, kind));
    } catch (CorruptedException e) {
      tally.damaged.add(ref.key());
    } catch (NoSuchObjectException e) {
      return; // it went meanwhile
    }
  }

  private static PackKind kind(StorePacks source, PackRef ref, PackIndex index) throws IOException {
    AtomicBoolean segments = new AtomicBoolean();
    new ExtentReader(source)
        .read(index.extent(ref, 0, 1), chunk -> segments.set(Segments.beginsOne(chunk)));
    return segments.get() ? PackKind.SEGMENTS : PackKind.CONTENT;
  }
}
