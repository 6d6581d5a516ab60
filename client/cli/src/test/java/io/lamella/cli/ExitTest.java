package io.lamella.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cli.reference.UsageException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.server.ServerUnavailableException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitTest {
  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 2",
    "INVALID_NUMBER, 2",
    "VERSION_NOT_FOUND, 3",
    "PATH_NOT_FOUND, 3",
    "WRONG_STATE, 4",
    "SEALING, 4",
    "DRAFT_CLOSED, 4",
    "HAS_CHILDREN, 4",
    "NUMBER_TAKEN, 4",
    "ID_TAKEN, 4",
    "MERGE_CONFLICT, 4",
    "AMBIGUOUS, 4",
    "UNAUTHENTICATED, 5",
    "FORBIDDEN, 5",
    "TICKET_INVALID, 5",
    "UNAVAILABLE, 6",
    "BAD_GATEWAY, 6",
    "SEAL_FAILED, 1",
    "IMPORT_DAMAGED, 1",
    "CONTENT_DAMAGED, 1",
    "STORAGE_FULL, 6",
    "INTERNAL, 1"
  })
  void saysHowTheServerRefused(ErrorCode code, int exit) {
    assertThat(Exit.of(new LamellaException(code, "why"))).isEqualTo(exit);
  }

  @Test
  void saysWhatElseHappened() {
    assertThat(Exit.of(new UsageException("how"))).isEqualTo(2);
    assertThat(Exit.of(new ServerUnavailableException("gone", null))).isEqualTo(6);
    assertThat(Exit.of(new IncompleteException("not all", List.of("a")))).isEqualTo(1);
    assertThat(Exit.of(new IOException("disk"))).isEqualTo(1);
  }
}
