package io.lamella.cli.intake;

import io.lamella.cli.output.ByteCount;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.contracts.rest.IntakeRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a rule. */
@Command(
    name = "set",
    description = {
      "Say which events bring files into a dataset, and when a version is full.",
      "The dataset is made where it is missing."
    },
    footer = {
      "",
      "Example:",
      "  lamella intake set vision/live --from s3://raw/cam1/ --close-files 1000",
      "  lamella intake set vision/live --type frame.made --close-quiet 5m --publish"
    })
public final class IntakeSetCommand extends LamellaCommand {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");

  enum OnError {
    SKIP,
    FAIL
  }

  @Parameters(index = "0", paramLabel = "DATASET", description = "project/name")
  String dataset = "";

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "What addresses begin with: s3://raw/cam1/, gs:, azblob:, https:, file:.")
  @Nullable String from;

  @Option(names = "--type", paramLabel = "GLOB", description = "Types of events.")
  @Nullable String type;

  @Option(names = "--subject", paramLabel = "GLOB", description = "Subjects of events.")
  @Nullable String subject;

  @Option(
      names = "--path",
      paramLabel = "FOLDER",
      description = "Folder in the version (default: the top).")
  @Nullable String path;

  @Option(
      names = "--include",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Only what matches, of paths below --from.")
  List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Not what matches.")
  List<String> exclude = new ArrayList<>();

  @Option(names = "--close-files", paramLabel = "N", description = "Full with so many files.")
  @Nullable Long files;

  @Option(
      names = "--close-bytes",
      paramLabel = "SIZE",
      description = "Full with so many bytes, such as 10G.")
  @Nullable String bytes;

  @Option(
      names = "--close-quiet",
      paramLabel = "TIME",
      description = "Closed when nothing came for so long, such as 30s, 5m or 2h.")
  @Nullable String quiet;

  @Option(
      names = "--close-type",
      paramLabel = "GLOB",
      description = "Closed by an event of this type.")
  @Nullable String closeType;

  @Option(
      names = "--close-subject",
      paramLabel = "GLOB",
      description = "Closed by an event of this subject.")
  @Nullable String closeSubject;

  @Option(names = "--publish", description = "Publish each version when it is final.")
  boolean publish;

  @Option(
      names = "--on-error",
      paramLabel = "WHAT",
      description = "When a file cannot be had: skip it (as by default), or fail the version.")
  OnError onError = OnError.SKIP;

  @Override
  protected int run(Session session) {
    IntakeRule rule =
        new IntakeRule(
            from,
            type,
            subject,
            path,
            include,
            exclude,
            new IntakeClosing(
                files,
                bytes == null ? null : ByteCount.parse(bytes),
                quiet == null ? null : time(quiet),
                closeType,
                closeSubject),
            publish,
            onError.name().toLowerCase(Locale.ROOT));
    int slash = dataset.lastIndexOf('/');
    if (slash <= 0 || slash == dataset.length() - 1) {
      throw new UsageException("write the dataset as project/name, not " + dataset);
    }
    DatasetView view =
        session
            .client()
            .intake()
            .dataset(dataset.substring(0, slash), dataset.substring(slash + 1));
    IntakeLines.print(session.output(), session.client().intake().set(view.id(), rule));
    return 0;
  }

  private static String time(String text) {
    Matcher m = TIME.matcher(text);
    if (!m.matches()) {
      throw new UsageException("--close-quiet is a time such as 30s, 5m or 2h, not " + text);
    }
    long count = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "s" -> Duration.ofSeconds(count).toString();
      case "m" -> Duration.ofMinutes(count).toString();
      case "h" -> Duration.ofHours(count).toString();
      default -> Duration.ofDays(count).toString();
    };
  }
}
