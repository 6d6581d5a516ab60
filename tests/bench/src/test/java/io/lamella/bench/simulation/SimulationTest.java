package io.lamella.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimulationTest {
  /** Costs of which none is in the way of a source that is half a second away. */
  private static final Costs SMALL = new Costs(1e-6, 1e-5, 1e-5, 1e-5, 1e-6, 1e-9);

  private static Setting far(int workers, long files) {
    return new Setting(files, 1, 1_000, 10, 0.5, workers, 2, 5, 1_000, 10_000, 4, false, 8, 1e12);
  }

  @Test
  void aWorkerLoadsAsManyFilesAsItFetchesAtATime() {
    // When: two items of ten files, five of which are fetched at a time, take two latencies
    Outcome outcome = Simulation.of(far(1, 2_000), SMALL);

    // Then
    assertThat(outcome.seconds()).isCloseTo(100, within(1.0));
    assertThat(outcome.filesPerSecond()).isCloseTo(20, within(0.2));
    assertThat(outcome.busiest()).contains("slots");
  }

  @Test
  void eightWorkersLoadEightTimesAsMuchWhileNothingIsShort() {
    // When
    double one = Simulation.of(far(1, 4_000), SMALL).filesPerSecond();
    double eight = Simulation.of(far(8, 32_000), SMALL).filesPerSecond();

    // Then: the last items of all end at different times
    assertThat(eight / one).isBetween(7.2, 8.001);
  }

  @Test
  void workersWithoutAPartitionLoadNothing() {
    // When
    Outcome outcome = Simulation.of(far(8, 32_000).withPartitions(4), SMALL);

    // Then
    assertThat(outcome.filesPerSecond()).isBetween(4 * 18.0, 4 * 20.0);
    assertThat(outcome.utilization().get("busiest worker's slots")).isGreaterThan(0.95);
    assertThat(outcome.utilization().get("workers' slots")).isLessThan(0.5);
  }

  @Test
  void itemsOnTheirWayAreBoundedByTheWindow() {
    // When: four items of ten files a second at most, whatever there is of workers
    Outcome outcome = Simulation.of(far(8, 8_000).withWindow(4), SMALL);

    // Then
    assertThat(outcome.filesPerSecond()).isBetween(36.0, 40.0);
    assertThat(outcome.busiest()).isEqualTo("window");
  }

  @Test
  void allItemsOfARequestWaitForItsRowAndThoseOfTwoForTwo() {
    // Given: a hundredth of a second for each item
    Costs slow = new Costs(1e-6, 1e-5, 1e-5, 1e-5, 1e-2, 1e-9);
    Setting many = far(400, 400_000);

    // When
    Outcome one = Simulation.of(many, slow);
    Outcome two = Simulation.of(many.withRequests(2), slow);

    // Then: a hundred items of ten files
    assertThat(one.filesPerSecond()).isCloseTo(1_000, within(20.0));
    assertThat(one.busiest()).isIn("row of a request", "window", "busiest worker's slots");
    assertThat(one.utilization().get("row of a request")).isGreaterThan(0.97);
    assertThat(two.filesPerSecond() / one.filesPerSecond()).isCloseTo(2, within(0.1));
  }

  @Test
  void sayWhatWasMeasuredOnOneMachine() {
    for (Measured measured : Measured.ALL) {
      assertThat(Simulation.of(measured.setting(), Measured.COLD).filesPerSecond())
          .as(measured.setting().workers() + " workers")
          .isCloseTo(measured.filesPerSecond(), within(0.15 * measured.filesPerSecond()));
    }
  }
}
