package io.lamella.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.standalone.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A folder becomes a version on one machine and comes back on another; then a little is changed and
 * both get the next version. Every copy is compared with its source, byte by byte.
 */
public final class Story {
  private static final String DATASET = "demo/things";

  private final PrintStream out;
  private final Installation installation;
  private final Things things;
  private final Machine laptop;
  private final Machine pod;

  /**
   * @param folder an existing folder for all that the story needs
   * @param url address of a stack
   */
  public Story(Installation installation, Path folder, String url, PrintStream out)
      throws IOException {
    this.out = out;
    this.installation = installation;
    this.laptop = new Machine(installation, folder.resolve("laptop"), url);
    this.pod = new Machine(installation, folder.resolve("pod"), url);
    this.things = new Things(laptop.path("things"));
  }

  /**
   * Tells it.
   *
   * @throws DemoFailedException when a command fails or anything differs
   */
  public void tell() throws IOException {
    things.copy(installation.top());
    things.generate();
    say(
        "A folder on the laptop: %,d files, among them this project's own, one of 256 MiB that does"
            + " not compress, and %,d small ones.",
        Trees.count(things.folder()), Things.SMALL);
    laptop.run("create", "--project", "demo", "--name", "things");
    Told first = version();
    say("");
    things.change();
    say(
        "Changed on the laptop: %,d bytes inside the large file, one file renamed, one removed, one"
            + " added.",
        Things.CHANGED);
    laptop.run("create", "--parents", DATASET + "@latest");
    JsonNode removed = laptop.run("remove", Things.RENAMED_FROM, Things.REMOVED);
    say("  %-42s %,d removed", "lamella remove", removed.path("removed").asLong());
    Told second = version();
    say("");
    say("%-16s %12s %12s %12s %12s", "", "read", "sent", "stored", "fetched");
    first.print(this);
    second.print(this);
    say("");
    say(
        "The second version stored %s instead of %s again: its parent has the rest, and so has"
            + " every machine that got it.",
        size(second.stored()), size(second.bytes()));
    say("Everything came back byte for byte.");
  }

  /** What one version took. */
  private record Told(String number, long bytes, long read, long sent, long stored, long fetched) {
    void print(Story story) {
      story.say(
          "%-16s %12s %12s %12s %12s",
          "version " + number, size(read), size(sent), size(stored), size(fetched));
    }
  }

  private Told version() throws IOException {
    JsonNode added = laptop.run("add", "--files", things.folder().toString());
    say(
        "  %-42s %,d added, %,d modified, %,d unchanged; read %s, sent %s",
        "lamella add --files things",
        added.path("added").asLong(),
        added.path("modified").asLong(),
        added.path("unchanged").asLong(),
        size(added.path("bytesRead").asLong()),
        size(added.path("bytesSent").asLong()));
    JsonNode closed = laptop.run("close");
    String reference = DATASET + "@" + closed.path("number").asText();
    laptop.run("publish", reference);
    JsonNode shown = laptop.run("show", reference);
    say(
        "  %-42s version %s sealed and published; stored %s; digest %.12s",
        "lamella close, publish",
        shown.path("number").asText(),
        size(shown.path("storedBytes").asLong()),
        shown.path("digest").asText());
    JsonNode got = pod.run("get", reference);
    say(
        "  %-42s %,d files; fetched %s, reused %s, in %.1f s",
        "another machine: lamella get",
        got.path("files").asLong(),
        size(got.path("bytesFetched").asLong()),
        size(got.path("bytesReused").asLong()),
        got.path("seconds").asDouble());
    compare(Path.of(got.path("path").asText()), reference);
    return new Told(
        shown.path("number").asText(),
        shown.path("bytes").asLong(),
        added.path("bytesRead").asLong(),
        added.path("bytesSent").asLong(),
        shown.path("storedBytes").asLong(),
        got.path("bytesFetched").asLong());
  }

  private void compare(Path copy, String reference) throws IOException {
    if (!Files.isDirectory(copy)) {
      throw new DemoFailedException("get of " + reference + " made no folder: " + copy);
    }
    List<String> differences = Trees.differences(things.folder(), copy);
    if (!differences.isEmpty()) {
      throw new DemoFailedException(
          "%s differs from its source in %,d places, such as %s"
              .formatted(reference, differences.size(), differences.get(0)));
    }
    say("  %-42s every byte of %,d files is equal", "compared", Trees.count(copy));
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }

  private static String size(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
  }
}
