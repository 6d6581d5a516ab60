package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Numbers;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one version without parents of several. */
@Command(
    name = "squash",
    description =
        "Make one version without parents that holds what several hold together; no data moves.",
    footer = {
      "",
      "Example:",
      "  lamella squash --name frames-flat vision/frames@1.0.2 vision/labels"
    })
public final class SquashCommand extends LamellaCommand {
  @Parameters(arity = "0..*", paramLabel = "REF", description = "The versions, in order.")
  List<String> references = new ArrayList<>();

  @Option(
      names = "--ids",
      arity = "1..*",
      paramLabel = "REF",
      description = "The versions, in order.")
  List<String> ids = new ArrayList<>();

  @Mixin private final NewVersionOptions options = new NewVersionOptions();

  @Option(names = "--draft", description = "Leave it open, to add or remove more.")
  boolean draft;

  @Option(names = "--no-wait", description = "Print the operation and do not wait for its end.")
  boolean noWait;

  @Override
  protected int run(Session session) throws IOException {
    List<String> sources = new ArrayList<>(ids);
    sources.addAll(references);
    if (sources.isEmpty()) {
      throw new UsageException("name the versions to squash, with --ids or after the options");
    }
    VersionView made =
        session.client().versions().create(options.wish(session, List.of(), sources, null));
    Conflicts.settle(session, made);
    Numbers.note(session, options.number);
    if (draft) {
      new CurrentVersion(session).set(made.id());
      session.output().answer(Objects.state(made), Names.of(made) + "  " + made.id());
      return 0;
    }
    OperationView operation = session.client().finalizeVersion(made.id());
    if (noWait) {
      VersionView now = session.client().versions().get(made.id());
      session.output().answer(Objects.sealing(now, operation), operation.id());
      return 0;
    }
    VersionView sealed = session.client().await(operation);
    session
        .output()
        .answer(
            Objects.state(sealed),
            "%s  %s: %s, %s"
                .formatted(
                    Names.of(sealed),
                    sealed.id(),
                    Sizes.count(sealed.files(), "file"),
                    Sizes.bytes(sealed.bytes())));
    return 0;
  }
}
