package io.lamella.metadata.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionNumberTest {
  /** As PEP 440 orders them, each lower than the next. */
  private static final List<String> ASCENDING =
      List.of(
          "0",
          "1.0.dev1",
          "1.0.dev10",
          "1.0a1.dev2",
          "1.0a1",
          "1.0a2",
          "1.0a10",
          "1.0b1",
          "1.0b1.post1.dev1",
          "1.0b1.post1",
          "1.0rc1",
          "1.0",
          "1.0+abc",
          "1.0+abc.1",
          "1.0+abd",
          "1.0+5",
          "1.0+5.a",
          "1.0+10",
          "1.0.post1.dev1",
          "1.0.post1",
          "1.0.post1+1",
          "1.0.1",
          "1.1",
          "1.9",
          "1.10",
          "2.0.0",
          "10",
          "1!0.1");

  @Test
  void ordersAsPep440Does() {
    List<VersionNumber> numbers = ASCENDING.stream().map(VersionNumber::of).toList();
    IntStream.range(1, numbers.size())
        .forEach(i -> assertThat(numbers.get(i)).isGreaterThan(numbers.get(i - 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0",
    "v1.0, 1.0",
    "1.0-1, 1.0.post1",
    "1.0alpha1, 1.0a1",
    "1.0.RC.2, 1.0rc2",
    "1.0-r4, 1.0.post4",
    "1.0dev, 1.0.dev0",
    "1.0+Ab-01, 1.0+ab.1",
    "01.002, 1.2",
    "0!1, 1"
  })
  void writesOfOneNumberAreEqual(String one, String other) {
    assertThat(VersionNumber.of(one)).isEqualTo(VersionNumber.of(other));
    assertThat(VersionNumber.of(one).hashCode()).isEqualTo(VersionNumber.of(other).hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1.0.1",
    "1, 2",
    "1.9, 1.10",
    "1.0a1, 1.0a2",
    "1.0rc1, 1.0rc2",
    "1.0.post1, 1.0.post2",
    "1.0.dev3, 1.0.dev4",
    "1.0a1.post2.dev3, 1.0a1.post2.dev4",
    "1.0+build, 1.0+build.1",
    "1.0+build.7, 1.0+build.8",
    "2!1.0, 2!1.1"
  })
  void theNextIsOneMoreInTheMostSpecificPart(String number, String next) {
    assertThat(VersionNumber.of(number).next()).hasToString(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nightly", "1.0.x", "1..0", "1.0+", "2026-11-22", "1.0 beta"})
  void whatIsNotPep440IsNone(String text) {
    assertThat(VersionNumber.parse(text)).isEmpty();
  }

  @Test
  void anOverlongNumberIsNone() {
    assertThat(VersionNumber.parse("1".repeat(VersionNumber.MAX_LENGTH))).isPresent();
    assertThat(VersionNumber.parse("1".repeat(VersionNumber.MAX_LENGTH + 1))).isEmpty();
  }

  @Test
  void othersSortBelowAllByCreation() {
    Instant early = Instant.parse("2026-11-22T10:00:00Z");
    SortKey first = SortKey.ofOther(early, UUID.randomUUID());
    SortKey second = SortKey.ofOther(early.plusMillis(1), UUID.randomUUID());

    assertThat(first).isLessThan(second);
    assertThat(second).isLessThan(VersionNumber.of("0.dev0").key());
  }

  @Property
  void bytesOfKeysOrderAsNumbersDo(
      @ForAll("numbers") VersionNumber one, @ForAll("numbers") VersionNumber other) {
    int bytes =
        Arrays.compareUnsigned(
            one.key().text().getBytes(StandardCharsets.UTF_8),
            other.key().text().getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(bytes)).isEqualTo(Integer.signum(Pep440.compare(one, other)));
  }

  @Property
  void theNextIsGreater(@ForAll("numbers") VersionNumber number) {
    assertThat(number.next()).isGreaterThan(number);
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("numbers") VersionNumber number) {
    assertThat(VersionNumber.of(number.toString())).isEqualTo(number);
    assertThat(VersionNumber.of(number.toString())).hasToString(number.toString());
  }

  @Property
  void anyTextIsANumberOrNone(@ForAll String text) {
    VersionNumber.parse(text).ifPresent(VersionNumberTest::assertIsRead);
  }

  @Property
  void whateverItsPartsAreATextIsANumberOrNone(@ForAll("almostNumbers") String text) {
    VersionNumber.parse(text).ifPresent(VersionNumberTest::assertIsRead);
  }

  private static void assertIsRead(VersionNumber number) {
    assertThat(VersionNumber.parse(number.toString())).contains(number);
    assertThat(number.next()).isGreaterThan(number);
  }

  @Provide
  Arbitrary<String> almostNumbers() {
    return Arbitraries.of(
            "0",
            "1",
            "00",
            "9".repeat(40),
            "!",
            ".",
            "-",
            "_",
            "+",
            "v",
            "a",
            "b",
            "c",
            "rc",
            "alpha",
            "beta",
            "pre",
            "preview",
            "post",
            "rev",
            "r",
            "dev",
            "\u0130",
            "\u212a",
            "\u0661",
            " ",
            "\n",
            "\0",
            "x")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<VersionNumber> numbers() {
    Arbitrary<String> number =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 12).map(String::valueOf),
            Arbitraries.integers().greaterOrEqual(0).map(String::valueOf));
    Arbitrary<String> epoch =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, Arbitraries.just("")),
            net.jqwik.api.Tuple.of(1, number.map(n -> n + "!")));
    Arbitrary<String> release =
        number.list().ofMinSize(1).ofMaxSize(4).map(l -> String.join(".", l));
    Arbitrary<String> pre = maybe(number, "a", "b", "rc");
    Arbitrary<String> post = maybe(number, ".post");
    Arbitrary<String> dev = maybe(number, ".dev");
    Arbitrary<String> local =
        Arbitraries.oneOf(
                number, Arbitraries.strings().withChars("ab1").ofMinLength(1).ofMaxLength(3))
            .list()
            .ofMaxSize(3)
            .map(l -> l.isEmpty() ? "" : "+" + String.join(".", l));
    return Combinators.combine(epoch, release, pre, post, dev, local)
        .as((a, b, c, d, e, f) -> VersionNumber.of(a + b + c + d + e + f));
  }

  private static Arbitrary<String> maybe(Arbitrary<String> number, String... words) {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        Combinators.combine(Arbitraries.of(words), number).as((word, n) -> word + n));
  }
}
