package io.lamella.bench.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ingests, from the first listing to the last seal. A planner lists a request and has a window of
 * its items on their way; items go round the partitions, and each waits for a slot of the worker
 * that has its partition; there its files are fetched, several at a time, while a processor cuts
 * and compresses what has come; then the store takes its bytes and PostgreSQL notes it, with the
 * row of its request held for a while.
 */
final class Simulation {
  private final Setting setting;
  private final Costs costs;
  private final Timeline timeline = new Timeline();
  private final List<Station> slots;
  private final List<Station> processors;
  private final Station database;
  private final Station store;
  private final List<Request> requests = new ArrayList<>();

  private Simulation(Setting setting, Costs costs) {
    this.setting = setting;
    this.costs = costs;
    this.slots = stations(setting.workers(), setting.slots());
    this.processors = stations(setting.shared() ? 1 : setting.workers(), setting.cores());
    this.database =
        setting.shared() ? processors.get(0) : new Station(timeline, setting.databaseCores());
    this.store = new Station(timeline, 1);
  }

  private List<Station> stations(int count, int servers) {
    return IntStream.range(0, count).mapToObj(i -> new Station(timeline, servers)).toList();
  }

  static Outcome of(Setting setting, Costs costs) {
    return new Simulation(setting, costs).run();
  }

  private Outcome run() {
    for (int i = 0; i < setting.requests(); i++) {
      Request request = new Request(setting.files() / setting.requests(), 7L * i);
      requests.add(request);
      request.list();
    }
    timeline.run();
    double seconds = timeline.now();
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("planner", busy(requests.stream().map(request -> request.planner).toList()));
    parts.put("window", busy(requests.stream().map(request -> request.window).toList()));
    parts.put("workers' slots", busy(slots));
    parts.put(
        "busiest worker's slots",
        slots.stream().mapToDouble(Station::utilization).max().orElseThrow());
    parts.put("processors", busy(processors));
    if (!setting.shared()) {
      parts.put("PostgreSQL", database.utilization());
    }
    parts.put("row of a request", busy(requests.stream().map(request -> request.row).toList()));
    parts.put("store", store.utilization());
    return new Outcome(seconds, setting.files() / seconds, parts);
  }

  private static double busy(List<Station> stations) {
    return stations.stream().mapToDouble(Station::utilization).average().orElseThrow();
  }

  /** A request and what only it uses. */
  private final class Request {
    private final Station planner = new Station(timeline, 1);
    private final Station window = new Station(timeline, setting.window());
    private final Station row = new Station(timeline, 1);
    private final long all;
    private long listed;
    private long loaded;
    private long items;

    Request(long all, long first) {
      this.all = all;
      this.items = first;
    }

    /** The next item, when there is room for it; then the one after it. */
    void list() {
      if (listed == all) {
        return;
      }
      long files = Math.min(setting.itemFiles(), all - listed);
      listed += files;
      window.take(
          () ->
              planner.visit(
                  files * costs.listFile(),
                  () ->
                      database.visit(
                          costs.planItem(),
                          () -> {
                            load(files);
                            list();
                          })));
    }

    private void load(long files) {
      int worker = (int) (items++ % setting.partitions()) % setting.workers();
      slots
          .get(worker)
          .take(
              () ->
                  fetched(
                      worker,
                      files,
                      () ->
                          store.visit(
                              files * setting.fileBytes() / setting.storeBytes(),
                              () -> noted(worker, files))));
    }

    /**
     * What has come is worked on while the rest comes: the slower of both says how long it takes.
     */
    private void fetched(int worker, long files, Runnable then) {
      Both both = new Both(then);
      long rounds = (files + setting.ahead() - 1) / setting.ahead();
      timeline.after(rounds * setting.latency(), both::one);
      processors.get(setting.shared() ? 0 : worker).visit(files * costs.loadFile(), both::one);
    }

    private void noted(int worker, long files) {
      database.visit(
          costs.noteItem(),
          () ->
              row.visit(
                  costs.holdRow(),
                  () -> {
                    slots.get(worker).give();
                    window.give();
                    loaded += files;
                    if (loaded == all) {
                      timeline.after(all * costs.sealFile(), () -> {});
                    }
                  }));
    }
  }

  /** Goes on when both are there. */
  private static final class Both {
    private final Runnable then;
    private boolean first = true;

    Both(Runnable then) {
      this.then = then;
    }

    void one() {
      if (first) {
        first = false;
      } else {
        then.run();
      }
    }
  }
}
