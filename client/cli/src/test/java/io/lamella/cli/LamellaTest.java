package io.lamella.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LamellaTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Lamella.commandLine(arguments);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.getSubcommands().values().forEach(this::redirect);
    return line.execute(arguments);
  }

  private void redirect(CommandLine line) {
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.getSubcommands().values().forEach(this::redirect);
  }

  static Stream<CommandLine> commands() {
    return Lamella.commandLine().getSubcommands().values().stream()
        .flatMap(c -> Stream.concat(Stream.of(c), c.getSubcommands().values().stream()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create",
        "add",
        "remove",
        "upload",
        "sync",
        "ingest",
        "intake",
        "close",
        "publish",
        "abort",
        "resume",
        "get",
        "list",
        "show",
        "status",
        "search",
        "compare",
        "diff",
        "log",
        "lineage",
        "delete",
        "restore",
        "rename",
        "move",
        "tag",
        "describe",
        "set-description",
        "metadata",
        "archive",
        "unarchive",
        "import-offline",
        "import-clearml",
        "preview",
        "statistics",
        "verify",
        "cache",
        "cleanup",
        "records",
        "events",
        "webhook",
        "dlq",
        "storage",
        "login",
        "whoami",
        "doctor"
      })
  void knowsTheCommandAndShowsAnExample(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).contains("Example:");
    assertThat(out.toString())
        .contains(
            "lamella " + command.replace("diff", "compare").replace("set-description", "describe"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasTheCommonOptions(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      assertThat(command.getCommandSpec().optionsMap())
          .as(command.getCommandName())
          .containsKeys("--json", "--quiet", "--server", "--help");
    }
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(command.getCommandSpec().usageMessage().footer()).contains("Example:");
  }

  @Test
  void knowsAllCommandsOrJustTheOneThatIsAskedFor() {
    assertThat(Lamella.commandLine("show", "x").getSubcommands()).containsOnlyKeys("show");
    assertThat(Lamella.commandLine("diff").getSubcommands()).containsOnlyKeys("compare", "diff");
    assertThat(Lamella.commandLine("--help").getSubcommands()).hasSizeGreaterThan(25);
  }

  @Test
  void refusesWhatItDoesNotKnowWithExitCode2() {
    assertThat(run("shwo")).isEqualTo(2);
    assertThat(err.toString()).contains("no such command: shwo").contains("did you mean show?");
    assertThat(run("add", "--no-such-option")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("cache")).isEqualTo(2);
    assertThat(run("sync")).isEqualTo(2);
  }

  @Test
  void takesAFileWhoseNameBeginsWithAnAtSign() {
    String[] line = {"add", "--files", "@types", "@no-such-file"};

    CommandLine.ParseResult parsed = Lamella.commandLine(line).parseArgs(line);

    assertThat(parsed.subcommand().matchedOptionValue("--files", List.of()))
        .isEqualTo(List.of("@types", "@no-such-file"));
  }

  @Test
  void aListOptionMayBeEmpty() {
    String[] line = {"create", "--tags", "--name", "n"};

    CommandLine.ParseResult parsed = Lamella.commandLine(line).parseArgs(line);

    assertThat(parsed.subcommand().<List<String>>matchedOptionValue("--tags", List.of("?")))
        .isEmpty();
  }

  @Test
  void saysAnErrorInOneLine() {
    run("get", "--no-such-option");

    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("lamella: ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysAnErrorAsAProblemObjectWithJson() throws IOException {
    run("get", "--no-such-option", "--json");

    JsonNode problem = Json.MAPPER.readTree(err.toString());
    assertThat(problem.path("code").asText()).isEqualTo("invalid-request");
    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("detail").asText()).contains("--no-such-option");
  }

  @ParameterizedTest
  @MethodSource("clearml")
  void parsesWhatClearmlDataParses(List<String> arguments) {
    String[] line = arguments.toArray(String[]::new);

    CommandLine.ParseResult parsed = Lamella.commandLine(line).parseArgs(line);

    assertThat(parsed.subcommand().commandSpec().name()).isNotEmpty();
  }

  static Stream<List<String>> clearml() {
    return Stream.of(
            "create --project p --name n --version 1.0 --parents a b --storage s --tags t u",
            "create --project p --name n --output-uri s",
            "add --id x --files a b --wildcard *.jpg --dataset-folder d --non-recursive"
                + " --max-workers 4 --verbose",
            "add --id x --links s3://b/k --dataset-folder d",
            "remove --id x --files a b --non-recursive --verbose",
            "set-description --id x --description d",
            "sync --id x --dataset-folder d --folder f --parents p --project q --name n"
                + " --version 1 --output-uri u --tags t --skip-close --verbose",
            "sync --folder f --project q --name n --storage s",
            "upload --id x --storage s --chunk-size 512 --max-workers 2 --verbose",
            "close --id x --storage s --disable-upload --chunk-size 512 --max-workers 2 --verbose",
            "publish --id x",
            "delete --id x --force --entire-dataset",
            "rename --project p --name n --new-name m",
            "move --project p --name n --new-project q",
            "delete --project p --name n --version 1.0",
            "compare --source a --target b --verbose",
            "search --ids 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11 --project p --name n --tags t"
                + " --not-only-completed --non-recursive-project-search",
            "verify --id x --folder f --filesize --verbose",
            "list --id x --filter *.jpg --modified",
            "list --project p --name n --version 1",
            "get --id x --copy d --part 1 --num-parts 4 --overwrite --verbose --max-workers 2",
            "get --id x --link d",
            "create --project p --name n --parents --tags",
            "add --id x --files --links --wildcard",
            "list --id x --filter",
            "search --ids --tags")
        .map(line -> List.of(line.split(" ")));
  }
}
