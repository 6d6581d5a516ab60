package io.lamella.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.Preview;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {
  @ParameterizedTest
  @CsvSource({"png,2,image/png", "jpeg,1,image/jpeg", "gif,1,image/gif", "bmp,1,image/bmp"})
  void makesThumbnailsOfImages(String format, int type, String mediaType) throws Exception {
    Outcome outcome = new TestFile(image(format, 1200, 600, type)).as("a." + format);

    assertThat(outcome.preview().mediaType()).isEqualTo(mediaType);
    assertThat(outcome.preview().image()).isEqualTo(new Preview.Image(1200, 600));
    BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(outcome.thumbnail()));
    assertThat(thumbnail.getWidth()).isEqualTo(256);
    assertThat(thumbnail.getHeight()).isEqualTo(128);
    Color left = new Color(thumbnail.getRGB(20, 64));
    Color right = new Color(thumbnail.getRGB(236, 64));
    assertThat(left.getRed()).isGreaterThan(200);
    assertThat(left.getBlue()).isLessThan(60);
    assertThat(right.getBlue()).isGreaterThan(200);
  }

  @Test
  void leavesSmallImagesTheirSize() throws Exception {
    Outcome outcome = new TestFile(image("png", 3, 2, BufferedImage.TYPE_INT_RGB)).as("a.jpg");

    assertThat(outcome.preview().mediaType()).isEqualTo("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(outcome.thumbnail())).getWidth()).isEqualTo(3);
  }

  @Test
  void saysHowLongAWavIs() throws Exception {
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(new byte[24_000]), format, 12_000),
        AudioFileFormat.Type.WAVE,
        out);

    assertThat(new TestFile(out.toByteArray()).as("a.wav").preview())
        .isEqualTo(new Preview("audio", "audio/wav", false, false, null, null, null, 1.5));
  }

  @Test
  void saysHowLongAFlacIs() {
    ByteBuffer head = ByteBuffer.allocate(42);
    head.put("fLaC".getBytes(StandardCharsets.US_ASCII)).putInt(0x80000022).position(18);
    head.putLong(44_100L << 44 | 1L << 41 | 15L << 36 | 88_200);

    assertThat(new TestFile(head.array()).as("a.flac").preview().seconds()).isEqualTo(2.0);
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4,0000001866747970 69736f6d,video,video/mp4",
    "a.mov,0000001866747970 71742020,video,video/quicktime",
    "a.webm,1a45dfa3 9f4282847765626d,video,video/webm",
    "a.mp3,49443304,audio,audio/mpeg",
    "a.ogg,4f676753,audio,audio/ogg"
  })
  void knowsMediaByTheirFirstBytes(String name, String hex, String kind, String mediaType) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));

    Preview preview = new TestFile(bytes).as(name).preview();

    assertThat(preview.kind()).isEqualTo(kind);
    assertThat(preview.mediaType()).isEqualTo(mediaType);
  }

  @ParameterizedTest
  @CsvSource({"a.png", "a.mp4", "a.wav"})
  void takesNoTextForMedia(String name) {
    assertThat(TestFile.of("<html>").as(name).failure()).isEqualTo(Failure.NOT_READABLE);
  }

  @Test
  void knowsImagesThatItCannotRead() {
    assertThat(TestFile.of("RIFF____WEBPVP8 ").as("a.webp").failure())
        .isEqualTo(Failure.UNSUPPORTED);
  }

  /** Red on the left, blue on the right. */
  static byte[] image(String format, int width, int height, int type) throws Exception {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
