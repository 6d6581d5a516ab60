package io.lamella.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.RecordsView;
import io.lamella.contracts.rest.SetRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RecordsCommandTest {
  private static final DatasetView ORDERS = Catalog.dataset("shop", "orders");
  private static final RecordsView VIEW =
      new RecordsView(
          "shop",
          "orders",
          "orders",
          List.of(0, 1),
          "earliest",
          new SetRecords.Close(null, "PT1H"),
          100_000,
          true,
          false,
          "log",
          false,
          "stopped",
          new Failure("source-missing", "it is gone"),
          Map.of("0", 5L, "1", 7L),
          12,
          null,
          null,
          null,
          "eve",
          Instant.EPOCH);
  private static final String RECORDS = "/v1/datasets/" + ORDERS.id() + "/records";

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog =
        new Catalog(temp)
            .answer("GET /v1/datasets?project=shop&name=orders", Catalog.page(ORDERS))
            .answer("GET " + RECORDS, VIEW)
            .answer("PUT " + RECORDS, VIEW)
            .answer("DELETE " + RECORDS, "")
            .answer("POST " + RECORDS + "/skip", VIEW);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private interface Run {
    int in(Session session) throws IOException;
  }

  /** The last request, after a command that ended well. */
  private String asked(Object command, Run run, String... arguments) throws IOException {
    new CommandLine(command).parseArgs(arguments);
    assertThat(run.in(catalog.session())).isZero();
    return catalog.asked().get(catalog.asked().size() - 1);
  }

  @Test
  void eachIsOneRequest() throws IOException {
    RecordsShowCommand show = new RecordsShowCommand();
    RecordsSkipCommand skip = new RecordsSkipCommand();
    RecordsRemoveCommand remove = new RecordsRemoveCommand();

    assertThat(asked(show, show::run, "shop/orders")).isEqualTo("GET " + RECORDS);
    assertThat(asked(skip, skip::run, "shop/orders")).isEqualTo("POST " + RECORDS + "/skip");
    assertThat(asked(remove, remove::run, "shop/orders")).isEqualTo("DELETE " + RECORDS);
  }

  @Test
  void whatIsLeftOutIsTheServersToSay() throws IOException {
    assertThat(set("shop/orders", "--topic", "orders"))
        .contains("\"topic\":\"orders\"", "\"close\":null", "\"partitions\":null");
    assertThat(
            set(
                "shop/orders",
                "--topic",
                "orders",
                "--partitions",
                "0",
                "1",
                "--start",
                "latest",
                "--records",
                "5",
                "--every",
                "PT1H",
                "--file-records",
                "3",
                "--zstd",
                "--values-only",
                "--path",
                "log",
                "--publish"))
        .contains(
            "\"partitions\":[0,1]",
            "\"start\":\"latest\"",
            "\"close\":{\"records\":5,\"every\":\"PT1H\"}",
            "\"fileRecords\":3",
            "\"zstd\":true",
            "\"valuesOnly\":true",
            "\"path\":\"log\"",
            "\"publish\":true");
    assertThatThrownBy(() -> new CommandLine(new RecordsSetCommand()).parseArgs("shop/orders"))
        .isInstanceOf(CommandLine.MissingParameterException.class);
  }

  private String set(String... arguments) throws IOException {
    RecordsSetCommand set = new RecordsSetCommand();
    assertThat(asked(set, set::run, arguments)).isEqualTo("PUT " + RECORDS);
    return catalog.bodies().get(catalog.bodies().size() - 1);
  }
}
