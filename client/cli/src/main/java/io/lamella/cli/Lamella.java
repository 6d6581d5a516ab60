package io.lamella.cli;

import io.lamella.contracts.VersionId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code lamella} command. */
@Command(
    name = "lamella",
    description = "Versioned datasets for machine learning.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  lamella create --project vision --name frames && lamella add --files ./frames",
      "  lamella close && lamella get vision/frames",
      "",
      "lamella COMMAND --help says more about a command.",
      "",
      "Environment:",
      "  LAMELLA_URL, LAMELLA_TOKEN  the server and who asks it",
      "  LAMELLA_VERSION             the current version",
      "  LAMELLA_HOME                configuration and local copies (~/.lamella)",
      "  LAMELLA_CACHE_BYTES         bound of the local copies",
      "  LAMELLA_PATIENCE            seconds to wait for a lost server (40)"
    })
public final class Lamella implements Runnable {
  @picocli.CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Option(names = "--version", description = "Print the version of this software.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int exit = run(arguments);
    Selectors.end();
    System.exit(exit);
  }

  static int run(String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println(version());
      return Exit.DONE;
    }
    return commandLine(arguments).execute(arguments);
  }

  /** Knows all commands, or only the one that is asked for: that starts faster. */
  static CommandLine commandLine(String... arguments) {
    CommandLine line = new CommandLine(new Lamella());
    List<String> wanted = Commands.wanted(arguments);
    wanted.forEach(name -> line.addSubcommand(name, Commands.make(name), Commands.aliases(name)));
    boolean json = List.of(arguments).contains("--json");
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.registerConverter(UUID.class, Lamella::id);
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(new Failures(json));
    line.setParameterExceptionHandler(new Misuse(json));
    return line;
  }

  private static UUID id(String text) {
    return VersionId.parse(text)
        .orElseThrow(() -> new CommandLine.TypeConversionException("'" + text + "' is not an id"));
  }

  @Override
  public void run() {
    if (version) {
      spec.commandLine().getOut().println(version());
    } else {
      throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
  }

  static String version() {
    return "lamella " + number();
  }

  /** Version of this software, {@code 1.2.3}. */
  public static String number() {
    String version = Lamella.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
