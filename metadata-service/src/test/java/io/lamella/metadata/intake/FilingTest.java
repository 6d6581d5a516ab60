package io.lamella.metadata.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IntakeClosing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FilingTest {
  private static final UUID DATASET = UUID.randomUUID();

  @Property
  void everyPieceIsInOneWindowAndNoneHasMoreThanItMay(
      @ForAll @IntRange(min = 1, max = 50) int most,
      @ForAll @IntRange(max = 200) int pieces,
      @ForAll @IntRange(min = 1, max = 9) int together) {
    Filing filing = new Filing(DATASET, files(most), null, 0);
    for (int i = 0; i < pieces; i += together) {
      filing.add(
          IntStream.range(i, Math.min(pieces, i + together))
              .mapToObj(n -> piece("p" + n, 1))
              .toList(),
          null);
    }
    filing.end();

    assertThat(paths(filing.batches()))
        .containsExactlyElementsOf(IntStream.range(0, pieces).mapToObj(n -> "p" + n).toList());
    assertThat(filing.windows()).allMatch(w -> w.files() == most || w.closedBy() == null);
    assertThat(filing.windows().stream().mapToLong(Filing.Filled::files).sum()).isEqualTo(pieces);
    assertThat(filing.newest()).isEqualTo((pieces + most - 1) / most);
  }

  @Test
  void goesOnWithTheWindowThatIsOpen() {
    Filing.Filled open = new Filing.Filled(DATASET, 7, UUID.randomUUID(), 2, 50, null, null);
    Filing filing = new Filing(DATASET, new IntakeClosing(null, 100L, null, null, null), open, 7);

    filing.add(List.of(piece("a", 49), piece("b", 1), piece("c", 5)), null);
    filing.end();

    assertThat(filing.windows()).extracting(Filing.Filled::seq).containsExactly(7L, 8L);
    assertThat(filing.windows().get(0).version()).isEqualTo(open.version());
    assertThat(filing.windows().get(0).files()).isEqualTo(4);
    assertThat(filing.windows().get(0).closedBy()).isEqualTo("bytes");
    assertThat(filing.windows().get(1).bytes()).isEqualTo(5);
  }

  @Test
  void aWindowIsOfTheTraceThatItsFirstPieceCameIn() {
    Filing filing = new Filing(DATASET, files(2), null, 0);

    Set<UUID> first = filing.add(List.of(piece("a", 1)), "one");
    Set<UUID> both = filing.add(List.of(piece("b", 1), piece("c", 1)), "two");
    filing.end();

    assertThat(filing.windows())
        .extracting(Filing.Filled::traceparent)
        .containsExactly("one", "two");
    assertThat(both)
        .containsExactlyElementsOf(filing.windows().stream().map(Filing.Filled::version).toList())
        .containsAll(first);
  }

  @Test
  void anEventClosesWhatIsOpenAndNothingElse() {
    Filing filing = new Filing(DATASET, files(10), null, 0);

    filing.close("event");
    filing.add(List.of(piece("a", 1)), null);
    filing.close("event");
    filing.close("event");
    filing.add(List.of(piece("b", 1)), null);
    filing.end();

    assertThat(filing.windows()).extracting(Filing.Filled::closedBy).containsExactly("event", null);
  }

  @Test
  void whatComesAgainCountsOnceAndTheLastWins() {
    Filing filing = new Filing(DATASET, files(10), null, 0);

    filing.add(List.of(piece("a", 1), piece("b", 2), piece("a", 5)), null);
    filing.end();

    assertThat(filing.windows().get(0).files()).isEqualTo(2);
    assertThat(filing.windows().get(0).bytes()).isEqualTo(7);
    assertThat(paths(filing.batches())).containsExactly("b", "a");
  }

  @Test
  void batchesFitIntoRequests() {
    Filing filing = new Filing(DATASET, files(100_000), null, 0);
    String long1 = "\"ü".repeat(500);

    filing.add(IntStream.range(0, 9_000).mapToObj(n -> piece("p" + n, 1)).toList(), null);
    filing.add(IntStream.range(0, 1_000).mapToObj(n -> piece(long1 + n, 1)).toList(), null);
    filing.add(
        IntStream.range(0, 20)
            .mapToObj(n -> Piece.content(content("x".repeat(100_000), "c" + n), 1))
            .toList(),
        null);
    filing.end();

    assertThat(paths(filing.batches())).hasSize(10_020).doesNotHaveDuplicates();
    assertThat(filing.batches())
        .allMatch(
            batch ->
                Filing.json(sources(batch)).getBytes(StandardCharsets.UTF_8).length < 500 << 10);
    assertThat(filing.batches().size()).isLessThan(30);
    assertThat(filing.batches()).filteredOn(batch -> !batch.request().full()).hasSize(2);
  }

  @Test
  void whatIsGatheredAgainIsTheSame() {
    List<Piece> pieces =
        List.of(piece("a b", 1), Piece.content(content("x", "c"), 1), piece("d\ttab", 1));

    List<Piece> again =
        Gathering.of(pieces).stream()
            .flatMap(request -> request.sources().stream())
            .flatMap(Piece::of)
            .toList();

    assertThat(again).extracting(Piece::key).containsExactlyInAnyOrder("a b", "c", "d\ttab");
    assertThat(again)
        .extracting(Piece::line)
        .containsExactlyInAnyOrder(pieces.get(0).line(), null, pieces.get(2).line());
  }

  @Test
  void whatALineCannotSayIsAskedForAlone() {
    Filing filing = new Filing(DATASET, files(10), null, 0);
    Address odd = Address.object("s3", "b", "x/two\nlines");

    filing.add(List.of(Piece.object(odd, "deep/two\nlines", 1), piece("a", 1)), null);
    filing.end();

    assertThat(filing.batches()).hasSize(2);
    IngestSource source = sources(filing.batches().get(0)).get(0);
    assertThat(source.uri()).isEqualTo(odd.text());
    assertThat(source.path()).isEqualTo("deep");
  }

  private static IntakeClosing files(long most) {
    return new IntakeClosing(most, null, null, null, null);
  }

  private static IngestSource content(String text, String path) {
    return new IngestSource(null, false, text, null, List.of(), List.of(), path);
  }

  private static Piece piece(String path, long bytes) {
    return Piece.object(Address.object("s3", "b", path), path, bytes);
  }

  private static List<String> paths(List<Filing.Batch> batches) {
    List<String> paths = new ArrayList<>();
    for (Filing.Batch batch : batches) {
      for (IngestSource source : sources(batch)) {
        if (source.list()) {
          String.valueOf(source.content())
              .lines()
              .forEach(line -> paths.add(line.substring(line.indexOf('\t') + 1)));
        } else {
          paths.add(source.path());
        }
      }
    }
    return paths;
  }

  private static List<IngestSource> sources(Filing.Batch batch) {
    return batch.request().sources();
  }
}
