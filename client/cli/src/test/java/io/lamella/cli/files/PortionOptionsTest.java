package io.lamella.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.content.manifest.Part;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.contents.Portion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PortionOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "--part 4 --num-parts 4, no part 4 of 4: --part counts from 0 to 3",
    "--part -1 --num-parts 4, no part -1 of 4",
    "--part 0 --num-parts 0, --num-parts is at least 1",
    "--part 0 --num-parts -2, --num-parts is at least 1",
    "--part 1, Give both --part I",
    "--num-parts 4, Give both --part I",
    "--balance bytes, Give both --part I",
    "--part 0 --num-parts 2 --balance size, --balance takes files or bytes"
  })
  void refusesWhatCannotBeMeant(String line, String why) {
    PortionOptions options = parse(line.split(" "));

    assertThatThrownBy(options::portion)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatThrownBy(parse("--files", "[z-a]")::portion)
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void meansAllWithoutOptions() {
    assertThat(parse().portion().isAll()).isTrue();
    assertThat(parse("--files").portion().isAll()).isTrue();
    assertThat(parse().areGiven()).isFalse();
  }

  @Test
  void takesPatternsAndAPart() {
    Portion portion =
        parse(
                "--files",
                "*.jpg",
                "labels/",
                "--part",
                "3",
                "--num-parts",
                "4",
                "--balance",
                "Bytes")
            .portion();

    assertThat(portion.part()).isEqualTo(new Part(3, 4, Part.Balance.BYTES));
    assertThat(portion.words()).isEqualTo("matching \"*.jpg\" \"labels/\", part 3 of 4 by bytes");
  }

  @Test
  void partsAreByFilesUnlessTheyAreToBeByBytes() {
    assertThat(parse("--part", "0", "--num-parts", "2").portion().part())
        .isEqualTo(new Part(0, 2, Part.Balance.FILES));
  }

  private static PortionOptions parse(String... arguments) {
    PortionOptions options = new PortionOptions();
    new CommandLine(new Holder(options)).parseArgs(arguments);
    return options;
  }

  /** A command that takes these options. */
  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin private final PortionOptions options;

    private Holder(PortionOptions options) {
      this.options = options;
    }
  }
}
