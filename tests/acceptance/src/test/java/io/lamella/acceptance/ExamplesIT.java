package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.clearml.ClearmlServer;
import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples that {@code --help} of each command shows work as they stand: typed into a shell,
 * where the versions and files that they speak of are there.
 */
class ExamplesIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern COMMANDS = Pattern.compile("(?m)^  ([a-z][a-z-]*)[ ,]");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
  private static final String DRAFT = "lamella create --parents vision/frames";

  private static final String INTAKE = "lamella intake set vision/live --type x --close-files 9";

  /** What has to be done before the examples of a command make sense. */
  private static final Map<String, List<String>> BEFORE =
      Map.ofEntries(
          Map.entry("add", List.of(DRAFT)),
          Map.entry("remove", List.of(DRAFT)),
          Map.entry("upload", List.of(DRAFT)),
          Map.entry("close", List.of(DRAFT)),
          Map.entry("status", List.of(DRAFT)),
          Map.entry("abort", List.of(DRAFT)),
          Map.entry("log", List.of(DRAFT)),
          Map.entry("resume", List.of(DRAFT, "lamella abort")),
          Map.entry("restore", List.of("lamella delete vision/frames@1.0.0 --cascade")),
          Map.entry("unarchive", List.of("lamella archive vision/frames@1.0.0")),
          Map.entry("tag", List.of("lamella tag vision/frames@1.0.2 --add candidate")),
          Map.entry("cleanup show", List.of("lamella cleanup set vision/frames --keep-last 9")),
          Map.entry("cleanup run", List.of("lamella cleanup set vision/frames --keep-last 9")),
          Map.entry("intake show", List.of(INTAKE)),
          Map.entry("intake close", List.of(INTAKE)),
          Map.entry("intake rm", List.of(INTAKE)),
          Map.entry("cache pin", List.of("lamella get vision/frames@1.0.2")),
          Map.entry("cache unpin", List.of("lamella get vision/frames@1.0.2")),
          Map.entry(
              "verify",
              List.of(
                  "rm -r frames && lamella get vision/frames@1.0.2 --copy frames",
                  "lamella get vision/frames@1.0.2 --part 0 --num-parts 4 --copy part",
                  "lamella import-clearml fileserver")),
          Map.entry("get", List.of("rm -r frames")));

  /** After these the others would not find what they speak of. */
  private static final Set<String> ALONE =
      Set.of(
          "",
          "sync",
          "close",
          "import-offline",
          "resume",
          "delete",
          "restore",
          "rename",
          "move",
          "archive",
          "unarchive");

  /** Commands whose example is not answered by the stack of these tests. */
  private static final Map<String, Integer> EXITS =
      // nobody listens there, nothing lies there, and there is no such topic or store
      Map.of(
          "webhook test",
          1,
          "dlq show",
          3,
          "dlq replay",
          3,
          "dlq drop",
          3,
          "records set",
          1,
          "records show",
          3,
          "records skip",
          3,
          "storage migrate",
          2);

  private static final Map<String, String> HELP = new HashMap<>();

  @TempDir static Path shared;
  private static Elsewhere elsewhere;
  private static WrittenDataset clearml;
  private static ClearmlServer clearmlServer;
  private static Machine laptop;

  @BeforeAll
  static void world() throws Exception {
    elsewhere = new Elsewhere();
    laptop = new Machine(shared.resolve("laptop"), Stack.shared().url());
    versions("vision");
    ClearmlStore store = new ClearmlStore(shared.resolve("fileserver"));
    clearmlServer = new ClearmlServer(store);
    clearml = store.create("vision", "from-clearml", "1.0.0");
    clearml.add("a.jpg", "a").upload(1).close();
  }

  @AfterAll
  static void end() {
    elsewhere.close();
    clearmlServer.close();
  }

  @TestFactory
  Stream<DynamicTest> work() {
    return Stream.concat(Stream.of(""), commands(""))
        .map(command -> DynamicTest.dynamicTest("lamella " + command, () -> examples(command)));
  }

  private static Stream<String> commands(String group) {
    String listed = help(group).split("(?m)^Commands:$", 2)[1].split("(?m)^$", 2)[0];
    return COMMANDS
        .matcher(listed)
        .results()
        .map(found -> (group + " " + found.group(1)).strip())
        .flatMap(
            command ->
                help(command).contains("\nCommands:\n") ? commands(command) : Stream.of(command));
  }

  private static String help(String command) {
    return HELP.computeIfAbsent(command, ExamplesIT::asked);
  }

  private static String asked(String command) {
    List<String> line = new ArrayList<>(List.of(Project.SCRIPT));
    line.addAll(List.of((command + " --help").strip().split(" ")));
    return Finished.of(line, shared, Map.of(), LIMIT).expect(0).out();
  }

  private static void examples(String command) throws Exception {
    // Given
    String project = ALONE.contains(command) ? "vision-" + command : "vision";
    if (ALONE.contains(command)) {
      versions(project);
    }
    Path folder = files(Files.createTempDirectory(shared, "work"));
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", Project.TOP + ":" + System.getenv("PATH"));
    environment.put("LAMELLA_HOME", folder.resolve("home").toString());
    environment.put("LAMELLA_URL", Stack.shared().url().toString());
    environment.put("CLEARML_API_ACCESS_KEY", ClearmlServer.KEY);
    environment.put("CLEARML_API_SECRET_KEY", ClearmlServer.SECRET);
    for (String line : BEFORE.getOrDefault(command, List.of())) {
      typed(line.replace("vision", project), folder, environment).expect(0);
    }
    List<String> examples = examplesOf(command);
    assertThat(examples).as("examples of %s", command).isNotEmpty();

    for (String example : examples) {
      // When
      Finished ended = typed(here(example, project, folder), folder, environment);

      // Then
      ended.expect(EXITS.getOrDefault(command, 0));
    }
  }

  private static List<String> examplesOf(String command) {
    String help = help(command);
    assertThat(help).as("help of %s", command).contains("\nExample:\n");
    List<String> lines = help.split("\nExample:\n", 2)[1].split("\n\n", 2)[0].lines().toList();
    assertThat(lines)
        .as("a line of the help of %s that can be typed as it is", command)
        .allMatch(line -> line.matches("  (\\./label.sh .*\\| )?lamella .*"));
    return lines;
  }

  /** The example, about what is there. */
  private static String here(String example, String project, Path folder) {
    String line =
        example
            .replace("vision", project)
            .replace("https://lamella.example.org", Stack.shared().url().toString())
            .replace("https://example.org/labels.csv", elsewhere.put("/labels.csv", "a,b\n", "1"))
            .replace("file:///mnt/frames/", folder.resolve("frames").toUri().toString())
            .replace("file:///mnt/frames", folder.resolve("frames").toUri().toString())
            .replace("file:///mnt/bucket", folder.resolve("bucket").toUri().toString())
            .replace(
                "https://api.clear.ml",
                clearmlServer.api() + " --files-host " + clearmlServer.filesHost())
            .replace("/opt/clearml/data/fileserver", folder.resolve("fileserver").toString())
            .replace("8f0c2b5e7d1a4c3f9e6b2a1d0c4f7e85", clearml.id())
            // it would wait for what is never going to happen
            .replace(" --follow", "");
    Matcher id = ID.matcher(line);
    if (id.find()) {
      line = id.replaceAll(line.contains("lamella ingest") ? ingest() : webhook());
    }
    return line.contains("-n 10") || !line.contains("events tail")
        ? line.replace("-n 10", "-n 1")
        : line + " --since 1h -n 1";
  }

  private static String webhook() {
    return laptop.run("webhook", "create", "https://ci.example.org/new").path("id").asText();
  }

  private static String ingest() {
    String uri = elsewhere.put("/watched.csv", "a,b\n", "1");
    return laptop
        .run("ingest", uri, "--project", "vision", "--name", "watched")
        .path("id")
        .asText();
  }

  private static Finished typed(String line, Path folder, Map<String, String> environment) {
    return Finished.of(List.of("sh", "-c", line), folder, environment, LIMIT);
  }

  /** Files that examples speak of. */
  private static Path files(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("frames"));
    Files.writeString(folder.resolve("frames/a.jpg"), "a");
    Files.writeString(folder.resolve("frames/b.tmp"), "b");
    Files.writeString(folder.resolve("schema.json"), "{\"columns\": [\"a\"]}");
    Folders.copy(shared.resolve("fileserver"), folder.resolve("fileserver"));
    Files.writeString(folder.resolve("label.sh"), "#!/bin/sh\necho cats done\n");
    assertThat(folder.resolve("label.sh").toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("request.json"),
        """
        {"target": {"project": "vision", "dataset": "requested"},
         "sources": [{"content": "a,b", "path": "labels.csv"}]}
        """);
    Files.writeString(folder.resolve("token.txt"), "any");
    Files.writeString(
        folder.resolve("secret.txt"), "whsec_c2VjcmV0IHRoYXQgaXMgbG9uZyBlbm91Z2ggZm9yIGFsbA==");
    return folder;
  }

  /** Versions that examples speak of. */
  private static void versions(String project) throws Exception {
    Door door = new Door(Stack.shared().url());
    Door.Version first = door.create(project, "frames", List.of());
    for (String path :
        List.of("a.jpg", "labels/train.csv", "logs/1.txt", "train/1.tmp", "train/.DS_Store")) {
      door.put(first, path, path);
    }
    door.close(first);
    Door.Version second = door.create(project, "frames", List.of(first.id()));
    door.put(second, "b.jpg", "b");
    door.close(second);
    Door.Version third = door.create(project, "frames", List.of(second.id()));
    door.put(third, "labels/train.csv", "more");
    door.close(third);
    Door.Version labels = door.create(project, "labels", List.of());
    door.put(labels, "labels.csv", "a,b");
    door.close(labels);
    door.create(project + "/raw", "frames", List.of());
  }
}
