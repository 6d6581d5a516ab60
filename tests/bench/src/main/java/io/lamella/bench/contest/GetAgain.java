package io.lamella.bench.contest;

import io.lamella.bench.data.Trees;
import io.lamella.bench.tool.Lamella;
import io.lamella.bench.tool.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A machine gets a version that it has already.
 *
 * @param data what the version holds
 * @param targets what must come out
 */
record GetAgain(String name, String title, Scaled data, List<Target> targets) implements Benchmark {

  @Override
  public Plan prepare(Scene scene) throws IOException {
    Path data = scene.make("data");
    this.data.at(scene).write(data);
    Trees.Size size = Trees.size(data);
    Lamella lamella = new Lamella(scene.stack());
    lamella.sync(lamella.machine(scene.make("writer")), data);
    Machine reader = lamella.machine(scene.make("reader"));
    lamella.get(reader, size);
    Contender ours = new Contender(Lamella.NAME, folder -> lamella.get(reader, size));
    return Plan.of(new Row(name, List.of(ours), targets))
        .checked(() -> lamella.check(reader, data));
  }
}
