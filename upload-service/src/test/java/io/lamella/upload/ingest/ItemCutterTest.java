package io.lamella.upload.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.event.IngestPlanned;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.upload.database.Columns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ItemCutterTest {
  private static final long MIB = 1 << 20;

  private final ItemCutter cutter = new ItemCutter(ingest(), 7, 100, 64 * MIB);

  @Test
  void anItemIsBoundedInFiles() {
    add(250, "s3://b/k", 1);

    assertThat(cutter.files()).isEqualTo(250);
    List<IngestItem> items = cutter.take();
    assertThat(items).extracting(item -> item.files().size()).containsExactly(100, 100, 50);
    assertThat(items).extracting(IngestItem::item).containsExactly(7, 8, 9);
    assertThat(cutter.isEmpty()).isTrue();
  }

  @Test
  void anItemIsBoundedInBytesAndALargeFileIsOneAlone() {
    add(1, "a", 1);
    add(1, "b", 500 * MIB);
    add(3, "c", 30 * MIB);

    assertThat(cutter.take()).extracting(item -> item.files().size()).containsExactly(1, 1, 2, 1);
  }

  @Test
  void whatIsToldFitsIntoARecord() {
    add(300, "s3://b/" + "\u00fc".repeat(4_000), 1);

    assertThat(cutter.take())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            item ->
                assertThat(Columns.json(item).getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(700_000));
  }

  private void add(int files, String uri, long size) {
    for (int i = 0; i < files; i++) {
      cutter.add(new IngestItem.File("p", uri, size, null, null, null, null));
    }
  }

  private static Ingest ingest() {
    UUID version = UUID.randomUUID();
    Ticket ticket =
        new Ticket(
            version,
            version,
            "a/b",
            1,
            VersionState.UPLOADING,
            "",
            "",
            "default",
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            "tests",
            Instant.EPOCH);
    UUID id = UUID.randomUUID();
    return new Ingest(
        id,
        version,
        1,
        1,
        new IngestPlanned(id, 1, ticket, IngestRequest.ADD, List.of()),
        Ingest.State.PLANNING,
        false,
        false,
        0,
        null,
        0,
        0,
        IngestCounts.NONE,
        0,
        null);
  }
}
