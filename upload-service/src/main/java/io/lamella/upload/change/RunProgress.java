package io.lamella.upload.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Counts what drafts hold, by reading their runs as one; remembered until the next run. */
@ApplicationScoped
public class RunProgress implements Progress {
  private record State(UUID version, long epoch, long nextRun) {}

  private final Cache<State, Held> known = Caffeine.newBuilder().maximumSize(1000).build();
  private final RunStore store;
  private final Inherited inherited;

  @Inject
  RunProgress(RunStore store, Inherited inherited) {
    this.store = store;
    this.inherited = inherited;
  }

  @Override
  public Held of(Draft draft) throws IOException {
    State state = new State(draft.version(), draft.epoch(), draft.nextRun());
    Held held = known.getIfPresent(state);
    if (held == null) {
      held = count(draft);
      known.put(state, held);
    }
    return held;
  }

  private Held count(Draft draft) throws IOException {
    Optional<Manifest> parent = inherited.of(draft);
    long puts = 0;
    long removes = 0;
    long bytes = 0;
    try (Cursor<Change> all = store.merged(draft, draft.nextRun() - 1)) {
      for (Change change = all.next(); change != null; change = all.next()) {
        if (change instanceof Change.Put put) {
          puts++;
          bytes += put.entry() instanceof Entry.File file ? file.size() : 0;
        } else if (parent.isPresent() && Removals.matters(parent.get(), change)) {
          removes++;
        }
      }
    }
    return new Held(puts, removes, bytes);
  }
}
