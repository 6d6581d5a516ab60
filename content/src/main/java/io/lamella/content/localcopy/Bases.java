package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what on this machine is most like a wanted copy. */
final class Bases {
  private record Candidate(
      @Nullable String id, Path tree, Path record, Info info, double likeness, FileTime used) {}

  private final Layout layout;

  Bases(Layout layout) {
    this.layout = layout;
  }

  /**
   * The finished copy, or else the folder elsewhere, that has most in common with what is wanted:
   * one of the same content before all others, the most recently used one of equals; null when
   * nothing has anything in common.
   */
  @Nullable Base mostAlike(LocalCopies.Wanted wanted, Sketch sketch) throws IOException {
    String version = wanted.root().versionDigest().hex();
    List<Candidate> candidates = new ArrayList<>();
    for (String id : new Inventory(layout).ids()) {
      Info info = Info.read(layout.info(id));
      if (info != null) {
        candidates.add(
            new Candidate(
                id,
                layout.tree(id),
                layout.record(id),
                info,
                info.sketch().likeness(sketch),
                Inventory.time(layout.used(id))));
      }
    }
    for (Target target : Target.all(layout)) {
      Info info = Info.read(target.info());
      if (info != null) {
        candidates.add(
            new Candidate(
                null,
                target.folder(),
                target.record(),
                info,
                info.sketch().likeness(sketch),
                Inventory.time(target.info())));
      }
    }
    candidates.removeIf(candidate -> candidate.likeness() == 0);
    candidates.sort(
        Comparator.comparing((Candidate candidate) -> candidate.info().version().equals(version))
            .thenComparing(Candidate::likeness)
            .thenComparing(candidate -> candidate.id() != null)
            .thenComparing(Candidate::used)
            .reversed());
    for (Candidate candidate : candidates) {
      Base base = open(candidate);
      if (base != null) {
        return base;
      }
    }
    return null;
  }

  private @Nullable Base open(Candidate found) throws IOException {
    if (found.id() == null) {
      return new Base(null, found.tree(), found.record(), found.info(), null);
    }
    Optional<OsLock> lease = OsLock.tryShared(layout.useLock(found.id()));
    if (lease.isPresent() && Files.exists(found.record())) {
      return new Base(found.id(), found.tree(), found.record(), found.info(), lease.get());
    }
    if (lease.isPresent()) {
      lease.get().close();
    }
    return null;
  }
}
