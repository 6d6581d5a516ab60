package io.lamella.bench.tool;

import io.lamella.bench.BenchFailedException;
import io.lamella.bench.data.Trees;
import io.lamella.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A dataset in a project of its own, whose chunks no other one has. */
public final class Lamella {
  /** What reports call it. */
  public static final String NAME = "lamella";

  private static final String DATASET = "data";

  private final Stack stack;
  private final String project = "bench-" + UUID.randomUUID();
  private final List<String> options;

  /**
   * @param options of {@code sync}
   */
  public Lamella(Stack stack, String... options) {
    this.stack = stack;
    this.options = List.of(options);
  }

  /**
   * A machine that has nothing yet.
   *
   * @param folder for all that is the machine's own
   */
  public Machine machine(Path folder) throws IOException {
    return new Machine(stack, folder);
  }

  /** Makes a FINAL version of a folder: one command. */
  public Sample sync(Machine machine, Path data) throws IOException {
    Machine.Answered synced = machine.run(syncLine(data));
    if (!synced.answer().path("created").asBoolean()) {
      throw new BenchFailedException("sync of " + data + " made no version");
    }
    Machine.Answered shown = machine.run(List.of("show", synced.text("id")));
    if (!shown.text("state").equals("FINAL")) {
      throw new BenchFailedException("sync left a version " + shown.text("state"));
    }
    return synced
        .sample()
        .with(Sample.SENT, synced.number("bytesSent"))
        .with(Sample.STORED, shown.number("storedBytes"));
  }

  /** Finds that a folder is what the newest version holds: one command, and no version. */
  public Sample syncUnchanged(Machine machine, Path data) throws IOException {
    Machine.Answered synced = machine.run(syncLine(data));
    if (synced.answer().path("created").asBoolean(true)) {
      throw new BenchFailedException("sync made a version of a folder that had not changed");
    }
    return synced.sample().with(Sample.SENT, synced.number("bytesSent"));
  }

  /** Gets the newest version as a shared copy: one command. */
  public Sample get(Machine machine, Trees.Size expected) throws IOException {
    Machine.Answered got = machine.run(List.of("get", project + "/" + DATASET));
    Trees.Size size = new Trees.Size(got.number("files"), got.number("bytes"));
    if (!size.equals(expected)) {
      throw new BenchFailedException("get made " + size + " instead of " + expected);
    }
    return got.sample().with(Sample.FETCHED, got.number("bytesFetched"));
  }

  /** Gets the newest version once more: it, and its shared copy, hold what the folder holds. */
  public void check(Machine machine, Path data) throws IOException {
    String reference = project + "/" + DATASET;
    String copy = machine.run(List.of("get", reference)).text("path");
    for (String folder : List.of(data.toString(), copy)) {
      machine.run(List.of("verify", reference, "--folder", folder));
    }
  }

  private List<String> syncLine(Path data) {
    List<String> line =
        new ArrayList<>(
            List.of("sync", "--project", project, "--name", DATASET, "--folder", data.toString()));
    line.addAll(options);
    return line;
  }
}
