package io.lamella.cli.files;

import io.lamella.cli.clearml.ClearmlOptions;
import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.clearml.ClearmlComparison;
import io.lamella.sdk.clearml.ClearmlFolder;
import io.lamella.sdk.clearml.ClearmlSource;
import io.lamella.sdk.contents.Portion;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.verify.StoredFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a folder, or what is stored, against a version. */
@Command(
    name = "verify",
    description =
        "Check a folder byte by byte against a version, or without one all that is stored of it and"
            + " what its external links lead to; or with --clearml what ClearML lists of a dataset"
            + " that was imported.",
    footer = {
      "",
      "Example:",
      "  lamella verify vision/frames@1.0.2 --folder ./frames",
      "  lamella verify vision/frames@1.0.2 --folder ./part --part 0 --num-parts 4",
      "  lamella verify --clearml 8f0c2b5e7d1a4c3f9e6b2a1d0c4f7e85 --clearml-folder ."
    })
public final class VerifyCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Mixin private final PortionOptions options = new PortionOptions();

  @Option(names = "--folder", paramLabel = "DIR", description = "The folder to check.")
  @Nullable Path folder;

  @Option(names = "--filesize", description = "Compare sizes only.")
  boolean sizeOnly;

  @Option(
      names = "--clearml",
      paramLabel = "ID",
      description = "The dataset of ClearML to compare the version with; by default its version.")
  @Nullable UUID clearml;

  @Mixin private final ClearmlOptions server = new ClearmlOptions();

  @Option(
      names = "--clearml-folder",
      paramLabel = "DIR",
      description = "Where ClearML's files lie, in place of --api.")
  @Nullable Path clearmlFolder;

  private long problems;

  @Override
  protected int run(Session session) throws IOException {
    Portion portion = options.portion();
    if (clearml != null) {
      return clearml(session, clearml);
    }
    if (clearmlFolder != null || server.namesServer()) {
      throw new UsageException("which dataset of ClearML? Name it with --clearml");
    }
    if (folder == null && options.areGiven()) {
      throw new UsageException("what portion should be where? Name the --folder that holds it");
    }
    VersionView view = new Target(session).find(version);
    VersionContents contents = session.client().contents(view);
    long checked;
    try (ProgressLine progress = session.output().progress()) {
      checked =
          folder == null
              ? stored(session.output(), contents, session.client().links(), progress)
              : folder(session, contents, portion, folder, progress);
    }
    return summary(session, checked);
  }

  private int clearml(Session session, UUID dataset) throws IOException {
    if (folder != null || options.areGiven() || (clearmlFolder == null) != server.namesServer()) {
      throw new UsageException("--clearml goes with --api or --clearml-folder, and no --folder");
    }
    ClearmlSource source =
        clearmlFolder == null
            ? server.server(session)
            : new ClearmlFolder(session.folder().resolve(clearmlFolder));
    Target target = new Target(session);
    boolean named = version.isGiven();
    VersionView view = named ? target.find(version) : target.resolve(dataset.toString());
    long checked =
        new ClearmlComparison(source)
            .of(
                VersionId.plain(dataset),
                session.client().contents(view),
                problem -> print(session.output(), problem));
    return summary(session, checked);
  }

  private int summary(Session session, long checked) {
    session
        .output()
        .answer(
            Objects.of("summary", Objects.of("checked", checked, "problems", problems)),
            "checked %d, problems %d".formatted(checked, problems));
    return problems == 0 ? 0 : 1;
  }

  private long stored(
      Output output, VersionContents contents, ExternalLinks links, ProgressLine progress)
      throws IOException {
    return new StoredFiles(contents.manifest(), contents.packs(), links, progress)
        .check(problem -> print(output, problem));
  }

  private long folder(
      Session session, VersionContents contents, Portion portion, Path named, ProgressLine progress)
      throws IOException {
    Utf8Names.require();
    VersionContents before = options.changedFrom(session);
    return LocalCopies.compare(
        contents.wanted(before == null ? portion : portion.changedFrom(before)),
        contents.packs(),
        session.client().links(),
        session.folder().resolve(named),
        sizeOnly,
        progress,
        problem -> print(session.output(), problem));
  }

  private void print(Output output, LocalCopies.Problem problem) {
    problems++;
    output.answer(
        Objects.of(
            "path", problem.path(),
            "problem", problem.problem(),
            "expected", problem.expected(),
            "actual", problem.actual()),
        "%-8s %s%s"
            .formatted(
                problem.problem(),
                problem.path(),
                problem.problem().startsWith("link-") ? ": " + problem.actual() : ""));
  }
}
