package io.lamella.contracts.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a file, at a glance.
 *
 * @param kind {@code table}, {@code image}, {@code audio}, {@code video}, {@code html}, {@code
 *     json} or {@code text}
 * @param mediaType what the file is, by its first bytes where they tell
 * @param truncated whether the file has more than is shown
 * @param sandbox whether it may be shown only where nothing in it can run
 * @param table the first rows of a table
 * @param text the first characters of a text, of JSON or of HTML
 * @param image size of an image; its thumbnail is asked for on its own
 * @param seconds how long audio or video is, where its head tells
 */
public record Preview(
    String kind,
    String mediaType,
    boolean truncated,
    boolean sandbox,
    @Nullable Table table,
    @Nullable String text,
    @Nullable Image image,
    @Nullable Double seconds) {

  /**
   * The first rows.
   *
   * @param rows a cell for each column, cut where it is long; null where there is no value
   * @param skipped lines before the last row that could not be read
   * @param total rows of the whole file, where its head tells
   */
  public record Table(
      List<Column> columns, List<List<@Nullable String>> rows, int skipped, @Nullable Long total) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(row -> Collections.unmodifiableList(new ArrayList<>(row))).toList();
    }
  }

  /**
   * @param type type of its values, where it is known
   */
  public record Column(String name, @Nullable String type) {}

  /** Pixels of the whole image. */
  public record Image(int width, int height) {}
}
