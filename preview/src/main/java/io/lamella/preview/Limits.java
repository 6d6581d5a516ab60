package io.lamella.preview;

/**
 * What a preview may cost.
 *
 * @param textBytes bytes read of a text or table, decompressed
 * @param jsonBytes bytes read of JSON, decompressed
 * @param imageBytes bytes of an image file
 * @param pixels pixels of an image, width times height
 * @param side longer side of a thumbnail, pixels
 * @param rows rows of a table
 * @param columns columns of a table
 * @param cellLength characters of a cell
 * @param tableLength characters of all cells
 * @param pageBytes bytes of the footer and of one page of a Parquet file, decompressed
 */
public record Limits(
    int textBytes,
    int jsonBytes,
    int imageBytes,
    long pixels,
    int side,
    int rows,
    int columns,
    int cellLength,
    int tableLength,
    int pageBytes) {
  public static final Limits DEFAULT =
      new Limits(1 << 20, 5_000_000, 32 << 20, 40_000_000, 256, 100, 100, 512, 512 << 10, 16 << 20);
}
