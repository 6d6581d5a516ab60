package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The columns of a Parquet file, from the flat list of its footer.
 *
 * @param leaves the columns that hold values, in order
 */
record ParquetSchema(MessageType message, List<Leaf> leaves) {
  private static final int DEEPEST = 64;

  /** A column that holds values. */
  record Leaf(ColumnDescriptor descriptor, SchemaElement element) {
    Preview.Column column() {
      String name = String.join(".", descriptor.getPath());
      for (String list : List.of(".list.element", ".list.item", ".bag.array_element")) {
        if (name.endsWith(list)) {
          name = name.substring(0, name.length() - list.length());
        }
      }
      return new Preview.Column(name, type() + "[]".repeat(descriptor.getMaxRepetitionLevel()));
    }

    /** What the values are, as the writer meant them. */
    String type() {
      ConvertedType converted = element.getConverted_type();
      LogicalType logical = element.getLogicalType();
      if (logical != null) {
        return switch (logical.getSetField()) {
          case STRING, ENUM, JSON -> "string";
          case TIMESTAMP -> "timestamp";
          case DATE, TIME, UUID, FLOAT16 -> logical.getSetField().name().toLowerCase(Locale.ROOT);
          case DECIMAL -> "decimal";
          case INTEGER ->
              (logical.getINTEGER().isIsSigned() ? "int" : "uint")
                  + logical.getINTEGER().getBitWidth();
          default -> physical();
        };
      }
      if (converted == null) {
        return physical();
      }
      return switch (converted) {
        case UTF8, ENUM, JSON -> "string";
        case TIMESTAMP_MILLIS, TIMESTAMP_MICROS -> "timestamp";
        case DATE, DECIMAL -> converted.name().toLowerCase(Locale.ROOT);
        default -> physical();
      };
    }

    private String physical() {
      return switch (element.getType()) {
        case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> "binary";
        case INT96 -> "timestamp";
        default -> element.getType().name().toLowerCase(Locale.ROOT);
      };
    }
  }

  static ParquetSchema of(List<SchemaElement> elements) throws NoPreviewException {
    Walk walk = new Walk(elements);
    List<Type> fields = walk.fields(elements.get(0).getNum_children(), 0);
    MessageType message = new MessageType(elements.get(0).getName(), fields);
    List<ColumnDescriptor> columns = message.getColumns();
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      leaves.add(new Leaf(columns.get(i), walk.leaves.get(i)));
    }
    return new ParquetSchema(message, leaves);
  }

  /** The elements lie as they are met on a walk through the tree. */
  private static final class Walk {
    private final List<SchemaElement> elements;
    private final List<SchemaElement> leaves = new ArrayList<>();
    private int next = 1;

    Walk(List<SchemaElement> elements) {
      this.elements = elements;
    }

    List<Type> fields(int count, int depth) throws NoPreviewException {
      if (depth > DEEPEST) {
        throw new NoPreviewException(Failure.TOO_LARGE, "more than " + DEEPEST + " levels");
      }
      List<Type> fields = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        fields.add(field(elements.get(next++), depth));
      }
      return fields;
    }

    private Type field(SchemaElement element, int depth) throws NoPreviewException {
      FieldRepetitionType repetition = element.getRepetition_type();
      Type.Repetition times =
          repetition == null
              ? Type.Repetition.REQUIRED
              : Type.Repetition.valueOf(repetition.name());
      if (element.getType() == null) {
        return new GroupType(
            times, element.getName(), fields(element.getNum_children(), depth + 1));
      }
      leaves.add(element);
      return new PrimitiveType(
          times, physical(element), element.getType_length(), element.getName());
    }

    private static PrimitiveTypeName physical(SchemaElement element) {
      return switch (element.getType()) {
        case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
        default -> PrimitiveTypeName.valueOf(element.getType().name());
      };
    }
  }
}
