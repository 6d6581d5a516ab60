package io.lamella.cli.files;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.Cursor;
import io.lamella.content.glob.Globs;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.contents.VersionContents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what a version holds. */
@Command(
    name = "list",
    description = "List what a version or draft holds.",
    footer = {"", "Example:", "  lamella list vision/frames --filter '*.jpg'"})
public final class ListCommand extends LamellaCommand {
  private static final Set<String> CHANGES = Set.of("added", "removed", "modified");

  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(
      names = "--filter",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Only what matches; without a / at any depth.")
  List<String> filters = new ArrayList<>();

  @Option(names = "--modified", description = "Only what this version changed.")
  boolean modified;

  @Option(names = "--only", description = "Only what it added, removed or modified.")
  @Nullable String only;

  @Override
  protected int run(Session session) throws IOException {
    String wanted = only == null ? null : only.toLowerCase(Locale.ROOT);
    if (wanted != null && !CHANGES.contains(wanted)) {
      throw new UsageException("--only takes added, removed or modified");
    }
    VersionView view = new Target(session).find(version);
    VersionContents contents = session.client().contents(view);
    Globs globs = Globs.anywhere(filters);
    if (modified || wanted != null) {
      changes(session, contents, globs, wanted);
      return 0;
    }
    try (Cursor<Entry> entries = entries(contents, globs)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (globs.matches(entry)) {
          EntryLine.print(session.output(), entry, null);
        }
      }
    }
    return 0;
  }

  /** Folders that no pattern reaches into are not read. */
  private static Cursor<Entry> entries(VersionContents contents, Globs globs) throws IOException {
    Optional<List<EntryPath>> folders = globs.folders();
    return folders.isEmpty() ? contents.entries(null) : contents.entriesAt(folders.get());
  }

  private static void changes(
      Session session, VersionContents contents, Globs globs, @Nullable String wanted)
      throws IOException {
    try (Cursor<Manifest.Difference> changes = contents.changes()) {
      for (var change = changes.next(); change != null; change = changes.next()) {
        Entry before = change.before();
        Entry after = change.after();
        Entry entry = after != null ? after : before;
        String kind = before == null ? "added" : after == null ? "removed" : "modified";
        if (entry != null && (wanted == null || wanted.equals(kind)) && globs.matches(entry)) {
          EntryLine.print(session.output(), entry, kind);
        }
      }
    }
  }
}
