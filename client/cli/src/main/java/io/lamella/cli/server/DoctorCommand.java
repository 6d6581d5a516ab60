package io.lamella.cli.server;

import io.lamella.cli.Exit;
import io.lamella.cli.Lamella;
import io.lamella.cli.output.Objects;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.sdk.doctor.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** What stands in the way, and what to do about it. */
@Command(
    name = "doctor",
    description = {
      "Look for what stands in the way: this machine, the server, what it needs.",
      "Exit code 1 when something will not work, 6 when there is no server."
    },
    footer = {"", "Example:", "  lamella doctor"})
public final class DoctorCommand extends LamellaCommand {
  /** Who looks wants to know how it is now. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  protected int run(Session session) {
    List<Finding> findings = session.client(PATIENCE).examine(Lamella.number());
    boolean fine = findings.stream().noneMatch(DoctorCommand::isProblem);
    session
        .output()
        .answer(
            Objects.of("ok", fine, "checks", findings.stream().map(DoctorCommand::object).toList()),
            findings.stream().map(DoctorCommand::text).collect(Collectors.joining("\n")));
    if (fine) {
      return Exit.DONE;
    }
    return findings.stream().anyMatch(found -> isProblem(found) && found.name().equals("server"))
        ? Exit.NO_SERVER
        : Exit.NOT_SO;
  }

  private static boolean isProblem(Finding found) {
    return found.state() == Finding.State.PROBLEM;
  }

  private static Map<String, Object> object(Finding found) {
    return Objects.of(
        "name", found.name(),
        "state", state(found),
        "detail", found.detail(),
        "advice", found.advice());
  }

  private static String text(Finding found) {
    String line = "%-8s %-8s %s".formatted(state(found), found.name(), found.detail());
    return found.advice() == null ? line : line + "\n" + " ".repeat(18) + found.advice();
  }

  private static String state(Finding found) {
    return found.state().name().toLowerCase(Locale.ROOT);
  }
}
