package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a Parquet file: its footer is read, and of each column as many pages as hold
 * them. Fields of structs are columns of their own; of lists each row has all values.
 */
final class Parquet {
  private static final String MAGIC = "PAR1";
  private static final int TAIL = 8;

  private final FileBytes file;
  private final Limits limits;

  private Parquet(FileBytes file, Limits limits) {
    this.file = file;
    this.limits = limits;
  }

  static Preview preview(FileBytes file, Limits limits) throws IOException {
    Parquet parquet = new Parquet(file, limits);
    FileMetaData footer = parquet.footer();
    ParquetSchema schema = ParquetSchema.of(footer.getSchema());
    List<ParquetSchema.Leaf> shown =
        schema.leaves().subList(0, Math.min(limits.columns(), schema.leaves().size()));
    Rows rows = new Rows(limits);
    long taken = parquet.take(footer, schema, shown, rows);
    return new Preview(
        "table",
        "application/vnd.apache.parquet",
        taken < footer.getNum_rows() || shown.size() < schema.leaves().size(),
        false,
        rows.table(
            shown.stream().map(ParquetSchema.Leaf::column).toList(), 0, footer.getNum_rows()),
        null,
        null,
        null);
  }

  private FileMetaData footer() throws IOException {
    if (file.size() < TAIL + MAGIC.length()) {
      throw new NoPreviewException(Failure.NOT_READABLE, "too short");
    }
    byte[] tail = file.read(file.size() - TAIL, TAIL);
    long length =
        Integer.toUnsignedLong(ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt());
    String magic = new String(tail, 4, 4, StandardCharsets.US_ASCII);
    if (magic.equals("PARE")) {
      throw new NoPreviewException(Failure.UNSUPPORTED, "encrypted");
    }
    if (!magic.equals(MAGIC) || length > file.size() - TAIL) {
      throw new NoPreviewException(Failure.NOT_READABLE, "no Parquet");
    }
    if (length > limits.pageBytes()) {
      throw new NoPreviewException(Failure.TOO_LARGE, "a footer of " + length + " bytes");
    }
    long start = file.size() - TAIL - length;
    byte[] footer = new FileStream(file, start, length).readNBytes((int) length);
    return Util.readFileMetaData(new ByteArrayInputStream(footer), limits.pageBytes());
  }

  private long take(
      FileMetaData footer, ParquetSchema schema, List<ParquetSchema.Leaf> shown, Rows rows)
      throws IOException {
    long taken = 0;
    for (RowGroup group : footer.getRow_groups()) {
      if (rows.isFull() || group.getNum_rows() == 0) {
        continue;
      }
      int wanted = (int) Math.min(limits.rows() - taken, group.getNum_rows());
      ParquetColumns columns =
          new ParquetColumns(file, limits, schema, group, footer.getCreated_by());
      List<List<@Nullable String>> cells = new ArrayList<>();
      for (ParquetSchema.Leaf leaf : shown) {
        cells.add(columns.cells(leaf, wanted));
      }
      for (int i = 0; i < wanted && !rows.isFull(); i++) {
        List<@Nullable String> row = new ArrayList<>();
        for (List<@Nullable String> column : cells) {
          row.add(i < column.size() ? column.get(i) : null);
        }
        rows.add(row);
        taken++;
      }
    }
    return taken;
  }
}
