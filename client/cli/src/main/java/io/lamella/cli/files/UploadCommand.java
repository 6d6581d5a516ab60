package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.Ignored;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.log.Outcome;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on with what was cut off. */
@Command(
    name = "upload",
    description = "Go on with an add that was cut off, and wait until all of it is stored.",
    footer = {"", "Example:", "  lamella upload"})
public final class UploadCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();
  @Mixin private final Ignored.Transfer ignored = new Ignored.Transfer();

  @Override
  protected int run(Session session) throws IOException {
    Target target = new Target(session);
    VersionView draft = target.draft(target.find(version));
    ignored.check(session, draft);
    long sent =
        session
            .client()
            .log(draft)
            .recording(
                "upload",
                () -> Unfinished.goOn(session, draft, ignored.readers()),
                Outcome::ofSent);
    DraftView view = session.client().draft(draft).open();
    session
        .output()
        .report(
            Objects.of(
                "id", draft.id(),
                "files", view.pending(),
                "bytes", view.bytes(),
                "stored", sent),
            "%s, %s; sent %s"
                .formatted(
                    Sizes.count(view.pending(), "file"),
                    Sizes.bytes(view.bytes()),
                    Sizes.bytes(sent)));
    return 0;
  }
}
