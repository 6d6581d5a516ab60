package io.lamella.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxHealthTest {
  @ParameterizedTest
  @CsvSource({"0, UP", "59.9, UP", "60, DOWN", "7200, DOWN"})
  void isWellWhileEventsDoNotWaitForAMinute(double age, Status status) {
    assertThat(new OutboxHealth(() -> age).call().getStatus()).isEqualTo(status);
  }
}
