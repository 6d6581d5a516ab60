package io.lamella.sdk.clearml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.clearml.ClearmlDataset.Standing;
import io.lamella.sdk.clearml.Outcome.Action;
import io.lamella.sdk.clearml.Problems.Kind;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.version.Sealing;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings datasets of ClearML here, each as a version with the id that it has there. Parents come
 * before their children. A version becomes final only when every file that its state lists came
 * with the size and hash that it says; else it fails with {@code import-damaged} and a report. Cut
 * off, the same call goes on; what is here already is not brought again, and what changed there
 * about it is carried over.
 */
public final class ClearmlImport {
  private static final Set<ErrorCode> OUR_FAILURES =
      Set.of(ErrorCode.IMPORT_DAMAGED, ErrorCode.FAILED_AT_SOURCE);
  private static final int MOST_PARENTS = 32;
  private static final Set<ErrorCode> NOT_TAKEN =
      Set.of(ErrorCode.INVALID_PATH, ErrorCode.INVALID_CHANGE, ErrorCode.LIMIT_EXCEEDED);
  private static final Set<Integer> OF_ONE_VERSION = Set.of(400, 404, 409, 422);

  private final Versions versions;
  private final Function<VersionView, VersionContents> contents;
  private final Function<VersionView, Draft> drafts;
  private final Function<VersionView, DraftFiles> files;
  private final ExternalLinks links;

  public ClearmlImport(
      Versions versions,
      Function<VersionView, VersionContents> contents,
      Function<VersionView, Draft> drafts,
      Function<VersionView, DraftFiles> files,
      ExternalLinks links) {
    this.versions = versions;
    this.contents = contents;
    this.drafts = drafts;
    this.files = files;
    this.links = links;
  }

  /**
   * What is to come. What it is built on comes along.
   *
   * @param ids these datasets; empty: all
   * @param projects of these projects and those beneath; empty: of all
   * @param dryRun nothing is changed
   * @param again what came damaged before is tried again
   */
  public record Wish(Set<String> ids, List<String> projects, boolean dryRun, boolean again) {
    /** All that there is. */
    public static final Wish ALL = new Wish(Set.of(), List.of(), false, false);

    public Wish {
      ids = Set.copyOf(ids);
      projects = List.copyOf(projects);
    }

    boolean wants(ClearmlDataset dataset) {
      return (ids.isEmpty() || ids.contains(dataset.id()))
          && (projects.isEmpty() || projects.stream().anyMatch(p -> isIn(dataset.project(), p)));
    }

    private static boolean isIn(String project, String wanted) {
      return project.equals(wanted) || project.startsWith(wanted + "/");
    }
  }

  /**
   * Imports what is wished for.
   *
   * @param told of every dataset when it is done with, parents first
   * @throws LamellaException {@code not-found} naming ids that are not there
   */
  public void run(
      ClearmlSource source, Wish wish, TransferProgress progress, Consumer<Outcome> told)
      throws IOException {
    Utf8Names.require();
    Map<String, ClearmlDataset> known = new LinkedHashMap<>();
    source.datasets().forEach(dataset -> known.putIfAbsent(dataset.id(), dataset));
    List<String> absent =
        wish.ids().stream().filter(id -> !known.containsKey(id)).sorted().toList();
    if (!absent.isEmpty()) {
      throw new LamellaException(
          ErrorCode.NOT_FOUND, "ClearML has no dataset " + String.join(", ", absent) + " there");
    }
    new Round(source, wish, known, progress).run(told);
  }

  /** One call's work. */
  private final class Round {
    private final ClearmlSource source;
    private final Wish wish;
    private final Map<String, ClearmlDataset> known;
    private final TransferProgress progress;
    private final Map<String, Optional<VersionView>> here = new HashMap<>();
    private final Map<String, DatasetState> heads = new HashMap<>();

    Round(
        ClearmlSource source,
        Wish wish,
        Map<String, ClearmlDataset> known,
        TransferProgress progress) {
      this.source = source;
      this.wish = wish;
      this.known = known;
      this.progress = progress;
    }

    void run(Consumer<Outcome> told) throws IOException {
      List<ClearmlDataset> ordered =
          ImportOrder.of(
              known.values().stream().filter(wish::wants).toList(), known, this::parents);
      progress.begin(
          heads.values().stream().mapToLong(DatasetState::count).sum(),
          heads.values().stream().mapToLong(DatasetState::size).sum());
      for (ClearmlDataset dataset : ordered) {
        told.accept(one(dataset));
      }
    }

    /** Of what is here nobody needs to know: its parents came before it. */
    private List<String> parents(ClearmlDataset dataset) throws IOException {
      if (dataset.version().isEmpty()
          || dataset.standing() == Standing.OPEN
          || here(dataset.id()).filter(view -> isDone(view, dataset)).isPresent()) {
        return List.of();
      }
      try (ClearmlSource.Local state = state(dataset)) {
        DatasetState head = DatasetState.head(state.path());
        heads.put(dataset.id(), head);
        return head.parents(dataset.id());
      } catch (MissingArtifactException | JsonProcessingException e) {
        return List.of();
      }
    }

    private ClearmlSource.Local state(ClearmlDataset dataset) throws IOException {
      Optional<ClearmlArtifact> state = dataset.state();
      if (state.isEmpty()) {
        throw new MissingArtifactException("ClearML has no state of it");
      }
      return source.local(state.get());
    }

    private Optional<VersionView> here(String id) {
      return here.computeIfAbsent(id, this::find);
    }

    private boolean isDone(VersionView view, ClearmlDataset dataset) {
      return switch (view.state()) {
        case FINAL, PUBLISHED -> true;
        case ABORTED -> dataset.standing() == Standing.ABORTED;
        case FAILED ->
            !wish.again()
                && view.failure() != null
                && ErrorCode.of(view.failure().code()).filter(OUR_FAILURES::contains).isPresent()
                && Provenance.hadStatus(view, dataset.status());
        case UPLOADING -> false;
      };
    }

    private Outcome one(ClearmlDataset dataset) throws IOException {
      if (dataset.version().isEmpty()) {
        return leftOut(dataset, Kind.REFUSED, "its id is none that ClearML gives");
      }
      Optional<VersionView> there = here(dataset.id());
      if (there.isPresent() && !Provenance.isFrom(there.get(), dataset)) {
        return leftOut(dataset, Kind.REFUSED, "a version that is not from there has its id");
      }
      if (there.isPresent() && there.get().trash() != null) {
        return leftOut(dataset, Kind.REFUSED, "it is in the trash here; restore it first");
      }
      if (there.isPresent() && isDone(there.get(), dataset)) {
        return again(dataset, there.get());
      }
      if (dataset.standing() == Standing.OPEN) {
        return leftOut(
            dataset, Kind.OPEN, "it is " + dataset.status() + " there; it comes when it is closed");
      }
      if (wish.dryRun()) {
        DatasetState head = heads.get(dataset.id());
        Problems problems = new Problems();
        if (head == null) {
          problems.add(null, Kind.STATE_UNREADABLE, "its state cannot be read");
        }
        return new Outcome(
            dataset,
            Action.PENDING,
            there.orElse(null),
            head == null ? 0 : head.count(),
            head == null ? 0 : head.size(),
            0,
            problems.named(),
            LocalNames.of(dataset).notes());
      }
      return bring(dataset, there.orElse(null));
    }

    private Outcome leftOut(ClearmlDataset dataset, Kind kind, String why) {
      ImportProblem problem = new ImportProblem(null, kind, why);
      return new Outcome(dataset, Action.LEFT_OUT, null, 0, 0, 0, List.of(problem), List.of());
    }

    /** What is here already, brought up to what is said of it there now. */
    private Outcome again(ClearmlDataset dataset, VersionView view) {
      boolean changed = new CarriedOver(versions, dataset, view).isDue();
      VersionView now =
          changed && !wish.dryRun() ? new CarriedOver(versions, dataset, view).apply() : view;
      here.put(dataset.id(), Optional.of(now));
      return new Outcome(
          dataset,
          changed ? Action.UPDATED : Action.UNCHANGED,
          now,
          now.files() + now.links(),
          now.bytes(),
          0,
          now.state().isSealed() ? List.of() : Problems.named(now.metadata().get(Problems.KEY)),
          Provenance.notes(now));
    }

    private Outcome bring(ClearmlDataset dataset, @Nullable VersionView before) throws IOException {
      Problems problems = new Problems();
      DatasetState state = read(dataset, problems);
      VersionView version;
      try {
        version = before == null ? create(dataset, state) : reopened(before);
      } catch (LamellaException e) {
        if (!OF_ONE_VERSION.contains(e.code().status())) {
          throw e;
        }
        return leftOut(dataset, Kind.REFUSED, String.valueOf(e.getMessage()));
      }
      long sent = 0;
      if (state != null && !version.sealing()) {
        sent = fill(dataset, state, version, problems);
      }
      VersionView ended = end(dataset, version, problems);
      here.put(dataset.id(), Optional.of(ended));
      return new Outcome(
          dataset,
          Action.IMPORTED,
          ended,
          state == null ? 0 : state.files().size() + state.links().size(),
          ended.bytes(),
          sent,
          problems.named(),
          Provenance.notes(ended));
    }

    /** What the server here does not take is damage of this version, and no end of the others. */
    private long fill(
        ClearmlDataset dataset, DatasetState state, VersionView version, Problems problems)
        throws IOException {
      DraftFilling filling =
          new DraftFilling(
              contents.apply(version),
              drafts.apply(version),
              files.apply(version),
              links,
              new Archives(source, known),
              progress);
      try {
        return filling.fill(dataset.id(), state, problems);
      } catch (LamellaException e) {
        if (!NOT_TAKEN.contains(e.code())) {
          throw e;
        }
        problems.add(null, Kind.REFUSED, String.valueOf(e.getMessage()));
        return 0;
      }
    }

    private @Nullable DatasetState read(ClearmlDataset dataset, Problems problems)
        throws IOException {
      try (ClearmlSource.Local state = state(dataset)) {
        return DatasetState.read(state.path());
      } catch (MissingArtifactException e) {
        problems.add(null, Kind.STATE_UNREADABLE, String.valueOf(e.getMessage()));
      } catch (JsonProcessingException e) {
        problems.add(null, Kind.STATE_UNREADABLE, e.getOriginalMessage());
      }
      return null;
    }

    private VersionView reopened(VersionView before) {
      return before.state() == VersionState.UPLOADING ? before : versions.resume(before.id());
    }

    private VersionView create(ClearmlDataset dataset, @Nullable DatasetState state)
        throws IOException {
      LocalNames names = LocalNames.of(dataset);
      List<String> notes = new ArrayList<>(names.notes());
      Map<String, Object> metadata = new LinkedHashMap<>(Attachments.of(source, dataset, notes));
      List<String> parents = state == null ? List.of() : state.parents(dataset.id());
      Map<String, String> without = new LinkedHashMap<>();
      List<String> kept = new ArrayList<>();
      for (String parent : parents) {
        String why = unusable(parent);
        if (why == null) {
          kept.add(parent);
        } else {
          without.put(parent, why);
        }
      }
      while (kept.size() > MOST_PARENTS) {
        without.put(kept.remove(0), "a version has " + MOST_PARENTS + " parents here at the most");
      }
      without.forEach((parent, why) -> notes.add("without its parent " + parent + ": " + why));
      metadata.put(Provenance.KEY, Provenance.of(dataset, parents, without, notes));
      CreateVersion wished = wish(dataset, names, names.number(), kept, metadata);
      try {
        return versions.create(wished);
      } catch (LamellaException e) {
        if (e.code() != ErrorCode.NUMBER_TAKEN) {
          throw e;
        }
        String other = names.number() + "+clearml." + dataset.id().substring(0, 8);
        notes.add("another version has the number " + names.number() + "; this one is " + other);
        metadata.put(Provenance.KEY, Provenance.of(dataset, parents, without, notes));
        return versions.create(wish(dataset, names, other, kept, metadata));
      }
    }

    private CreateVersion wish(
        ClearmlDataset dataset,
        LocalNames names,
        @Nullable String number,
        List<String> parents,
        Map<String, Object> metadata) {
      return new CreateVersion(
          dataset.version().orElseThrow(),
          names.project(),
          names.name(),
          number,
          parents,
          List.of(),
          parents.size() > 1 ? "layered" : null,
          null,
          names.tags(),
          names.description(),
          null,
          null,
          null,
          metadata,
          null);
    }

    /** Why a dataset cannot be the parent of a version here; null: it can. */
    private @Nullable String unusable(String parent) {
      Optional<VersionView> view = here(parent);
      if (view.isEmpty()) {
        return known.containsKey(parent) ? "it did not come" : "ClearML has it no more";
      }
      if (view.get().trash() != null) {
        return "it is in the trash here";
      }
      return view.get().state().isSealed() ? null : "it is " + view.get().state() + " here";
    }

    /** What is not whole never becomes final. */
    private VersionView end(ClearmlDataset dataset, VersionView version, Problems problems) {
      UUID id = version.id();
      Map<String, Object> said = new LinkedHashMap<>();
      said.put(Provenance.KEY, Provenance.seenNow(version, dataset));
      if (!problems.isEmpty()) {
        said.put(Problems.KEY, problems.report());
      }
      versions.change(
          id, ChangeVersion.metadata(said, problems.isEmpty() ? List.of(Problems.KEY) : List.of()));
      VersionView ended =
          switch (dataset.standing()) {
            case ABORTED -> versions.abort(id);
            case FAILED ->
                versions.fail(
                    id,
                    ErrorCode.FAILED_AT_SOURCE,
                    "it is failed in ClearML"
                        + (problems.isEmpty() ? "" : ", and not whole: " + problems.summary()));
            default ->
                problems.isEmpty()
                    ? sealed(dataset, id, problems)
                    : versions.fail(id, ErrorCode.IMPORT_DAMAGED, problems.summary());
          };
      return dataset.archived() ? versions.archive(id) : ended;
    }

    private VersionView sealed(ClearmlDataset dataset, UUID id, Problems problems) {
      VersionView sealed;
      try {
        sealed = new Sealing(versions).await(versions.finalizeVersion(id));
      } catch (LamellaException e) {
        if (e.code() != ErrorCode.SEAL_FAILED) {
          throw e;
        }
        problems.add(null, Kind.REFUSED, String.valueOf(e.getMessage()));
        return versions.get(id);
      }
      return dataset.standing() == Standing.PUBLISHED ? versions.publish(id) : sealed;
    }

    private Optional<VersionView> find(String id) {
      Optional<UUID> version = VersionId.parse(id);
      if (version.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(versions.get(version.get()));
      } catch (LamellaException e) {
        if (e.code() != ErrorCode.VERSION_NOT_FOUND) {
          throw e;
        }
        return Optional.empty();
      }
    }
  }
}
