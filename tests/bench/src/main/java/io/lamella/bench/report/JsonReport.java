package io.lamella.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.bench.contest.Measured;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.measure.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What came out, for programs. */
public final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode report = JSON.createObjectNode();
  private final ArrayNode benchmarks;
  private final Judge judge;

  public JsonReport(Conditions conditions) {
    judge = new Judge(conditions.isFullSize());
    report
        .put("begun", conditions.begun().toString())
        .put("rounds", conditions.rounds())
        .put("scale", conditions.scale())
        .put("processors", conditions.processors())
        .put("memoryBytes", conditions.memoryBytes())
        .put("load", conditions.load())
        .put("java", conditions.java())
        .put("system", conditions.system());
    benchmarks = report.putArray("benchmarks");
  }

  /** Adds a benchmark. */
  public void add(Measured measured) {
    ObjectNode object =
        benchmarks
            .addObject()
            .put("name", measured.benchmark().name())
            .put("title", measured.benchmark().title());
    ArrayNode rows = object.putArray("rows");
    for (Measured.Rounds row : measured.rows()) {
      ObjectNode line = rows.addObject().put("name", row.row().name());
      ArrayNode tools = line.putArray("tools");
      Line.of(row).forEach(tool -> add(tools.addObject(), tool));
      add(line.putArray("verdicts"), judge.of(row));
    }
    ObjectNode services = object.putObject("peakBytes");
    measured.services().forEach(services::put);
    add(object.putArray("memory"), judge.memory(measured));
  }

  /** Writes all that was added. */
  public void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), report);
  }

  private static void add(ObjectNode object, Line line) {
    object.put("name", line.tool());
    add(object.putObject("seconds"), line.seconds());
    line.ratio().ifPresent(ratio -> add(object.putObject("oursToIt"), ratio));
    object
        .put("cpuSeconds", line.cpuSeconds())
        .put("serverSeconds", line.serverSeconds())
        .put("peakBytes", line.peakBytes());
    ObjectNode bytes = object.putObject("bytes");
    line.bytes().forEach(bytes::put);
    ArrayNode rounds = object.putArray("rounds");
    line.samples().stream().map(Sample::seconds).forEach(rounds::add);
  }

  private static void add(ObjectNode object, Spread spread) {
    object.put("min", spread.min()).put("median", spread.median()).put("max", spread.max());
  }

  private static void add(ArrayNode array, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      ObjectNode object = array.addObject().put("what", verdict.goal().what());
      verdict.value().ifPresent(value -> object.put("value", value));
      if (verdict.goal().hasBar()) {
        object.put("bar", verdict.goal().bar());
      }
      object
          .put("aim", verdict.goal().aim())
          .put("unit", verdict.goal().unit().name())
          .put("outcome", verdict.outcome().name());
    }
  }
}
