package io.lamella.bench.contest;

import io.lamella.bench.data.Growing;
import io.lamella.bench.data.Trees;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.tool.Lamella;
import io.lamella.bench.tool.Machine;
import io.lamella.bench.tool.Restic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder changes a little and becomes a FINAL child of the version that it was before.
 *
 * @param data the folder and how it changes
 * @param profiles how finely files are cut, each in a dataset of its own
 * @param in what must come out of it
 * @param out what must come out when a machine that has the parent gets the child; empty: none does
 */
record ChildVersion(
    String name,
    String title,
    Changing data,
    List<String> profiles,
    List<Target> in,
    List<Target> out)
    implements Benchmark {

  /** Bytes of the files that are new to the child, whole files counted. */
  static final String NEW = "new";

  /** Bytes that the first version stored. */
  static final String PARENT = "parent";

  private static final String DEFAULT = "default";

  /** Changing data whose size follows the scale. */
  @FunctionalInterface
  interface Changing {
    Growing at(Scene scene);
  }

  /** What reports call us with a profile. */
  static String tool(String profile) {
    return profile.equals(DEFAULT) ? Lamella.NAME : Lamella.NAME + ", " + profile;
  }

  /** A machine that gets what we store. */
  private record Got(Lamella lamella, Machine reader) {}

  @Override
  public Plan prepare(Scene scene) throws IOException {
    Path folder = scene.make("data");
    Growing growing = data.at(scene);
    growing.write(folder);
    Ripening.await();
    AtomicLong changed = new AtomicLong();
    List<Contender> writers = new ArrayList<>();
    List<Contender> readers = new ArrayList<>();
    List<Got> gets = new ArrayList<>();
    for (String profile : profiles) {
      Lamella lamella = new Lamella(scene.stack(), "--profile", profile);
      Machine writer = lamella.machine(scene.make("writer-" + profile));
      Machine reader = lamella.machine(scene.make("reader-" + profile));
      long stored = lamella.sync(writer, folder).count(Sample.STORED);
      if (!out.isEmpty()) {
        lamella.get(reader, Trees.size(folder));
        gets.add(new Got(lamella, reader));
      }
      writers.add(
          new Contender(
              tool(profile),
              turn -> lamella.sync(writer, folder).with(NEW, changed.get()).with(PARENT, stored)));
      readers.add(
          new Contender(
              tool(profile),
              turn -> lamella.get(reader, Trees.size(folder)).with(NEW, changed.get())));
    }
    if (scene.has(Restic.NAME)) {
      Path home = scene.make("restic");
      Path reader = scene.make("restic-reader");
      Restic restic = Restic.init(home);
      long stored = restic.backup(home, folder).count(Sample.STORED);
      if (!out.isEmpty()) {
        restic.restore(reader);
      }
      writers.add(
          new Contender(Restic.NAME, turn -> restic.backup(home, folder).with(PARENT, stored)));
      readers.add(new Contender(Restic.NAME, turn -> restic.restore(reader)));
    }
    Plan.Change change =
        round -> {
          changed.set(growing.change(folder, round));
          Ripening.await();
        };
    return out.isEmpty()
        ? new Plan(change, List.of(new Row(name, writers, in)), () -> {})
        : new Plan(
            change,
            List.of(new Row(name + "-in", writers, in), new Row(name + "-out", readers, out)),
            () -> {
              for (Got got : gets) {
                got.lamella().check(got.reader(), folder);
              }
            });
  }
}
