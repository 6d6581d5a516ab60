package io.lamella.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.lamella.contracts.rest.Preview;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HostileFilesTest {
  /** A file that is too long to be anywhere, and counts what is read of it. */
  private static final class Endless implements FileBytes {
    private final long size;
    private final String text;
    private long read;

    Endless(long size, String text) {
      this.size = size;
      this.text = text;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long offset, int length) {
      read += length;
      return text.repeat(length / text.length() + 1)
          .substring(0, length)
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void decodesNoImageOfTooManyPixels() {
    Outcome outcome = new TestFile(png(100_000, 100_000)).as("bomb.png");

    assertThat(outcome.failure()).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void readsNoImageOfTooManyBytes() {
    Endless file = new Endless(Limits.DEFAULT.imageBytes() + 1L, "x");

    assertThat(new Previewer(Limits.DEFAULT).preview(TestFile.reading("a.png"), file).failure())
        .isEqualTo(Failure.TOO_LARGE);
    assertThat(file.read).isZero();
  }

  @Test
  void stopsReadingWhatUnpacksToMuch() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      byte[] lines = "a,b\n".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        gzip.write(lines);
      }
    }

    Preview preview = new TestFile(out.toByteArray()).as("bomb.csv.gz").preview();

    assertThat(preview.truncated()).isTrue();
    assertThat(preview.table().rows()).hasSize(100);
  }

  /** Members without any content, one behind the other: nothing comes out, however much is read. */
  @Test
  void givesUpOnWhatUnpacksToNothing() throws Exception {
    byte[] gzip = repeated(TestFile.gzip(new byte[0]), 5 * Limits.DEFAULT.textBytes());
    byte[] zstandard = repeated(Zstd.compress(new byte[0]), 5 * Limits.DEFAULT.textBytes());

    assertThat(new TestFile(gzip).as("bomb.csv.gz").failure())
        .isIn(Failure.TOO_LARGE, Failure.NOT_READABLE);
    assertThat(new TestFile(zstandard).as("bomb.csv.zst").failure()).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void readsMembersThatFollowOneAnother() throws Exception {
    byte[] line = TestFile.gzip("a,b\n".getBytes(StandardCharsets.UTF_8));

    Preview preview = new TestFile(repeated(line, 80 * line.length)).as("t.csv.gz").preview();

    assertThat(preview.table().rows()).hasSize(79);
  }

  /** A frame that asks for 2 GiB to look back on. */
  @Test
  void givesNoMemoryToAWindowThatIsTooLong() {
    byte[] frame = Zstd.compress("a,b\n".getBytes(StandardCharsets.UTF_8));
    byte[] wide =
        ByteBuffer.allocate(16).put(frame, 0, 4).put((byte) 0).put((byte) (21 << 3)).array();

    assertThat(new TestFile(wide).as("bomb.csv.zst").failure()).isEqualTo(Failure.NOT_READABLE);
  }

  @Test
  void readsNoMoreThanItsShareOfALineWithoutAnEnd() {
    Endless file = new Endless(1L << 30, "x");

    Preview preview =
        new Previewer(Limits.DEFAULT).preview(TestFile.reading("a.csv"), file).preview();

    assertThat(preview.truncated()).isTrue();
    assertThat(preview.table().columns()).singleElement();
    assertThat(preview.table().columns().get(0).name().length())
        .isLessThanOrEqualTo(Limits.DEFAULT.cellLength() + 1);
    assertThat(file.read).isLessThanOrEqualTo(Limits.DEFAULT.textBytes() + (64L << 10));
  }

  @Test
  void showsNoMoreColumnsThanMayBe() {
    Endless file = new Endless(1L << 30, "x,");

    Preview preview =
        new Previewer(Limits.DEFAULT).preview(TestFile.reading("a.csv"), file).preview();

    assertThat(preview.table().columns()).hasSize(Limits.DEFAULT.columns());
  }

  @Test
  void outlivesJsonNestedWithoutAnEnd() {
    String deep = "[".repeat(500_000);

    Preview preview = TestFile.of("{\"a\":1}\n" + deep + "\n").as("a.jsonl").preview();

    assertThat(preview.table().rows()).hasSize(1);
    assertThat(preview.table().skipped()).isEqualTo(1);
    assertThat(TestFile.of(deep).as("a.json").preview().text()).isEqualTo(deep);
  }

  @Test
  void believesNoFooterThatIsLongerThanTheFile() {
    byte[] bytes = "PAR1........PAR1".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(8, Integer.MAX_VALUE);

    assertThat(new TestFile(bytes).as("a.parquet").failure()).isEqualTo(Failure.NOT_READABLE);
  }

  private static byte[] repeated(byte[] bytes, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (out.size() < length) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  /** A PNG that says how large it is, and no more. */
  private static byte[] png(int width, int height) {
    ByteBuffer out = ByteBuffer.allocate(8 + 25);
    out.putLong(0x89504e470d0a1a0aL).putInt(13);
    byte[] head =
        ByteBuffer.allocate(17)
            .putInt(0x49484452)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    CRC32 crc = new CRC32();
    crc.update(head);
    out.put(head).putInt((int) crc.getValue());
    return Arrays.copyOf(out.array(), 100);
  }
}
