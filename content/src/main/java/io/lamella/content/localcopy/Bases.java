package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of this machine a wanted copy can take files from, the most promising first. */
final class Bases {
  private static final int MAX_PARTS = 16;

  private record Candidate(
      @Nullable String id, Path tree, Path record, Info info, double likeness, FileTime used) {}

  private final Layout layout;
  private final LocalCopies.Wanted wanted;
  private final Deque<Candidate> candidates = new ArrayDeque<>();
  private int parts;

  Bases(Layout layout, LocalCopies.Wanted wanted, Wish wish) throws IOException {
    this.layout = layout;
    this.wanted = wanted;
    List<Candidate> found = new ArrayList<>();
    for (String id : new Inventory(layout).ids()) {
      Info info = Info.read(layout.info(id));
      if (info != null) {
        found.add(
            new Candidate(
                id,
                layout.tree(id),
                layout.record(id),
                info,
                likeness(info, layout.tree(id), wish),
                Inventory.time(layout.used(id))));
      }
    }
    for (Target target : Target.all(layout)) {
      Info info = Info.read(target.info());
      if (info != null) {
        found.add(
            new Candidate(
                null,
                target.folder(),
                target.record(),
                info,
                likeness(info, target.folder(), wish),
                Inventory.time(target.info())));
      }
    }
    found.removeIf(candidate -> candidate.likeness() == 0 && !isPartOfTheWhole(candidate.info()));
    found.sort(
        Comparator.comparing((Candidate candidate) -> candidate.info().holds(wanted))
            .thenComparing(Candidate::likeness)
            .thenComparing(candidate -> candidate.id() != null)
            .thenComparing(Candidate::used)
            .reversed());
    candidates.addAll(found);
  }

  private boolean isPartOfTheWhole(Info info) {
    return wanted.isWhole() && info.isOf(wanted);
  }

  /** A few files hardly show in a sketch of many: they are looked for. */
  private double likeness(Info info, Path tree, Wish wish) throws IOException {
    double likeness = info.sketch().likeness(wish.sketch());
    return wanted.isWhole() ? likeness : Math.max(likeness, wish.sample().shareIn(tree));
  }

  /**
   * The finished copy, or else the folder elsewhere, that has most in common with what is wanted:
   * one that holds all of it before all others, the most recently used one of equals; null when
   * nothing has anything in common.
   */
  @Nullable Base mostAlike() throws IOException {
    while (!candidates.isEmpty()) {
      Base base = open(candidates.remove());
      if (base != null) {
        return base;
      }
    }
    return null;
  }

  /** The next one that holds some of the very version that is wanted; null: no more. */
  @Nullable Base otherPart() throws IOException {
    candidates.removeIf(candidate -> !candidate.info().isOf(wanted));
    return parts++ < MAX_PARTS ? mostAlike() : null;
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
