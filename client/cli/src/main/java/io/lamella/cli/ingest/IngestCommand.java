package io.lamella.cli.ingest;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Farewell;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.IngestView;
import io.lamella.sdk.ingest.Ingests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the server take files that lie elsewhere. */
@Command(
    name = "ingest",
    description = {
      "Have the server make a version, or fill a draft, of files that lie elsewhere.",
      "Waits for the end: exit code 1 if it fails or is cancelled. The server goes on without you."
    },
    footer = {
      "",
      "Example:",
      "  lamella ingest https://example.org/labels.csv --project vision --name csv",
      "  lamella ingest file:///mnt/frames/ --project vision --name shots --mode sync",
      "  lamella ingest --file request.json --no-wait",
      "  lamella ingest --watch 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"
    })
public final class IngestCommand extends LamellaCommand {
  @Mixin private final RequestOptions options = new RequestOptions();

  @Option(
      names = "--file",
      paramLabel = "REQUEST",
      description = "The whole request, a file of JSON; - is stdin.")
  @Nullable String file;

  @Option(names = "--watch", paramLabel = "ID", description = "Wait for the end of this one.")
  @Nullable UUID watch;

  @Option(
      names = "--cancel",
      paramLabel = "ID",
      description = "Give this one up; a version that it made is aborted.")
  @Nullable UUID cancel;

  @Option(
      names = "--retry",
      paramLabel = "ID",
      description = "Load again what this one missed, or all when it did not come to its end.")
  @Nullable UUID retry;

  @Option(names = "--no-wait", description = "Print the ingest and do not wait for its end.")
  boolean noWait;

  @Override
  protected int run(Session session) throws IOException {
    check();
    Ingests ingests = session.client().ingests();
    if (cancel != null) {
      return cancelled(session, ingests.cancel(cancel));
    }
    if (watch != null) {
      return noWait ? shown(session, ingests.get(watch)) : end(session, await(session, watch));
    }
    IngestView begun = retry != null ? ingests.retry(retry) : start(session, ingests);
    if (noWait && begun.ended() == null) {
      session.output().answer(IngestLines.object(begun), begun.id().toString());
      return 0;
    }
    IngestView ended = begun.ended() == null ? await(session, begun.id()) : begun;
    note(session, ended);
    return end(session, ended);
  }

  private void check() {
    long verbs = Stream.of(file, watch, cancel, retry).filter(Objects::nonNull).count();
    if (verbs > 1) {
      throw new UsageException("say one of --file, --watch, --cancel and --retry");
    }
    if (verbs == 1 && options.areGiven()) {
      throw new UsageException(
          file != null
              ? "with --file all is said in the file"
              : "what is to be ingested is said already");
    }
    if (cancel != null && noWait) {
      throw new UsageException("--cancel does not wait anyway; leave --no-wait out");
    }
  }

  private IngestView start(Session session, Ingests ingests) throws IOException {
    return file == null ? ingests.start(options.request()) : ingests.start(read(session, file));
  }

  private static String read(Session session, String file) throws IOException {
    byte[] json =
        file.equals("-")
            ? System.in.readAllBytes()
            : Files.readAllBytes(session.folder().resolve(file));
    return new String(json, StandardCharsets.UTF_8);
  }

  private static IngestView await(Session session, UUID id) {
    return Farewell.after(
        session.output(),
        "the ingest goes on; watch it with: lamella ingest --watch " + id,
        progress ->
            session
                .client()
                .ingests()
                .await(id, view -> progress.say(view.state() + ": " + IngestLines.progress(view))));
  }

  /** A version that is left open is worked on from now on, one that is sealed is not any more. */
  private static void note(Session session, IngestView ended) throws IOException {
    UUID version = ended.version();
    if (version == null || !ended.state().equals("done")) {
      return;
    }
    if (ended.versionState() == VersionState.UPLOADING) {
      new CurrentVersion(session).set(version);
    } else {
      new CurrentVersion(session).end(version);
    }
  }

  private static int cancelled(Session session, IngestView ingest) {
    session.output().report(IngestLines.object(ingest), IngestLines.end(ingest));
    return ingest.state().equals("cancelled") ? 0 : 1;
  }

  private static int shown(Session session, IngestView ingest) {
    if (ingest.ended() != null) {
      return end(session, ingest);
    }
    session.output().answer(IngestLines.object(ingest), IngestLines.standing(ingest));
    return 0;
  }

  private static int end(Session session, IngestView ended) {
    IngestLines.end(session.output(), ended);
    return ended.state().equals("done") ? 0 : 1;
  }
}
