package io.lamella.preview;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Columns of one row group. */
final class ParquetColumns {
  /** Values of one column that are looked at, lists included. */
  private static final int MOST_VALUES = 100_000;

  private final FileBytes file;
  private final Limits limits;
  private final ParquetSchema schema;
  private final RowGroup group;
  private final @Nullable String createdBy;

  ParquetColumns(
      FileBytes file,
      Limits limits,
      ParquetSchema schema,
      RowGroup group,
      @Nullable String createdBy) {
    this.file = file;
    this.limits = limits;
    this.schema = schema;
    this.group = group;
    this.createdBy = createdBy;
  }

  /** The first cells of a column, a row each. */
  List<@Nullable String> cells(ParquetSchema.Leaf leaf, int rows) throws IOException {
    ColumnMetaData chunk = chunk(leaf.descriptor());
    List<@Nullable String> cells = new ArrayList<>();
    if (chunk.getNum_values() <= 0) {
      return cells;
    }
    ColumnReader values = reader(leaf.descriptor(), chunk);
    boolean repeats = leaf.descriptor().getMaxRepetitionLevel() > 0;
    int full = leaf.descriptor().getMaxDefinitionLevel();
    List<String> row = new ArrayList<>();
    boolean present = false;
    long most = Math.min(chunk.getNum_values(), MOST_VALUES);
    for (long i = 0; i < most && cells.size() < rows; i++) {
      if (i > 0 && values.getCurrentRepetitionLevel() == 0) {
        cells.add(cell(row, present, repeats));
        row.clear();
      }
      present = values.getCurrentDefinitionLevel() == full;
      if (present && row.size() < limits.columns()) {
        row.add(ParquetValue.text(values, leaf, limits.cellLength()));
      }
      values.consume();
    }
    if (cells.size() < rows) {
      cells.add(cell(row, present, repeats));
    }
    return cells;
  }

  private static @Nullable String cell(List<String> row, boolean present, boolean repeats) {
    if (row.isEmpty() && !present) {
      return null;
    }
    return repeats ? "[" + String.join(", ", row) + "]" : row.get(0);
  }

  private ColumnMetaData chunk(ColumnDescriptor descriptor) throws IOException {
    List<String> path = Arrays.asList(descriptor.getPath());
    for (ColumnChunk chunk : group.getColumns()) {
      ColumnMetaData about = chunk.getMeta_data();
      if (about == null || chunk.isSetCrypto_metadata() || chunk.isSetFile_path()) {
        throw new NoPreviewException(Failure.UNSUPPORTED, "encrypted or elsewhere");
      }
      if (about.getPath_in_schema().equals(path)) {
        return about;
      }
    }
    throw new NoPreviewException(Failure.NOT_READABLE, "a column is missing");
  }

  private ColumnReader reader(ColumnDescriptor descriptor, ColumnMetaData chunk) {
    PageReadStore pages =
        new PageReadStore() {
          @Override
          public PageReader getPageReader(ColumnDescriptor wanted) {
            return new ParquetPages(file, chunk, limits.pageBytes());
          }

          @Override
          public long getRowCount() {
            return group.getNum_rows();
          }
        };
    return new ColumnReadStoreImpl(
            pages, new Ignoring(schema.message()), schema.message(), createdBy)
        .getColumnReader(descriptor);
  }

  /** Takes no values: they are asked for one by one. */
  private static final class Ignoring extends GroupConverter {
    private final GroupType type;

    Ignoring(GroupType type) {
      this.type = type;
    }

    @Override
    public Converter getConverter(int field) {
      Type wanted = type.getType(field);
      return wanted.isPrimitive()
          ? new PrimitiveConverter() {}
          : new Ignoring(wanted.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
