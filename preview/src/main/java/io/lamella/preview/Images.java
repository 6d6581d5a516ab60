package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Thumbnails. The size of an image is read before its pixels are, and of a large one only every so
 * manieth pixel is kept.
 */
final class Images {
  private static final Set<String> READ = Set.of("png", "jpeg", "gif", "bmp");

  private Images() {}

  static Outcome preview(FileBytes file, Limits limits) throws IOException {
    if (file.size() > limits.imageBytes()) {
      throw new NoPreviewException(Failure.TOO_LARGE, file.size() + " bytes");
    }
    byte[] bytes = new FileStream(file, 0, file.size()).readAllBytes();
    String mediaType = Magic.of(bytes);
    if (mediaType == null || !mediaType.startsWith("image/")) {
      throw new NoPreviewException(Failure.NOT_READABLE, "no image");
    }
    if (!READ.contains(mediaType.substring("image/".length()))) {
      throw new NoPreviewException(Failure.UNSUPPORTED, mediaType);
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      return preview(in, mediaType, limits);
    }
  }

  private static Outcome preview(ImageInputStream in, String mediaType, Limits limits)
      throws IOException {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(mediaType.substring("image/".length()));
    if (!readers.hasNext()) {
      throw new NoPreviewException(Failure.UNSUPPORTED, mediaType);
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > limits.pixels()) {
        throw new NoPreviewException(Failure.TOO_LARGE, width + " x " + height + " pixels");
      }
      int step = Math.max(1, Math.max(width, height) / (2 * limits.side()));
      ImageReadParam every = reader.getDefaultReadParam();
      every.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, every);
      Preview preview =
          new Preview(
              "image", mediaType, false, false, null, null, new Preview.Image(width, height), null);
      return new Outcome(preview, thumbnail(image, width, height, limits.side()), null);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] thumbnail(BufferedImage image, int width, int height, int side)
      throws IOException {
    double scale = Math.min(1.0, (double) side / Math.max(width, height));
    boolean clear = image.getColorModel().hasAlpha();
    BufferedImage small =
        new BufferedImage(
            Math.max(1, (int) Math.round(width * scale)),
            Math.max(1, (int) Math.round(height * scale)),
            clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, small.getWidth(), small.getHeight(), null);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String format = clear ? "png" : "jpeg";
    if (!ImageIO.write(small, format, out)) {
      throw new IllegalStateException("no writer of " + format);
    }
    return out.toByteArray();
  }
}
