package io.lamella.preview;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.HexFormat;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/** Values of a Parquet file as text. */
final class ParquetValue {
  private static final long JULIAN_1970 = 2_440_588;

  private ParquetValue() {}

  /** The value that the reader stands at. */
  static String text(ColumnReader at, ParquetSchema.Leaf leaf, int length) {
    SchemaElement element = leaf.element();
    return switch (element.getType()) {
      case BOOLEAN -> Boolean.toString(at.getBoolean());
      case INT32 -> number(at.getInteger(), leaf);
      case INT64 -> number(at.getLong(), leaf);
      case FLOAT -> Float.toString(at.getFloat());
      case DOUBLE -> Double.toString(at.getDouble());
      case INT96 -> legacyTime(at.getBinary().getBytes());
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes(at.getBinary().getBytes(), leaf, length);
    };
  }

  private static String number(long value, ParquetSchema.Leaf leaf) {
    return switch (leaf.type()) {
      case "date" -> LocalDate.ofEpochDay(value).toString();
      case "decimal" -> BigDecimal.valueOf(value, leaf.element().getScale()).toPlainString();
      case "timestamp" -> Instant.EPOCH.plus(value, unit(leaf.element())).toString();
      case "time" -> LocalTime.MIDNIGHT.plus(value, unit(leaf.element())).toString();
      case "uint64" -> Long.toUnsignedString(value);
      case "uint32" -> Integer.toUnsignedString((int) value);
      default -> Long.toString(value);
    };
  }

  private static TemporalUnit unit(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    if (logical != null && (logical.isSetTIMESTAMP() || logical.isSetTIME())) {
      TimeUnit unit =
          logical.isSetTIMESTAMP() ? logical.getTIMESTAMP().getUnit() : logical.getTIME().getUnit();
      return unit.isSetMILLIS()
          ? ChronoUnit.MILLIS
          : unit.isSetMICROS() ? ChronoUnit.MICROS : ChronoUnit.NANOS;
    }
    return element.getConverted_type() == ConvertedType.TIMESTAMP_MILLIS
        ? ChronoUnit.MILLIS
        : ChronoUnit.MICROS;
  }

  private static String bytes(byte[] value, ParquetSchema.Leaf leaf, int length) {
    return switch (leaf.type()) {
      case "string" ->
          new String(value, 0, Math.min(value.length, 4 * length), StandardCharsets.UTF_8);
      case "decimal" ->
          new BigDecimal(new BigInteger(value), leaf.element().getScale()).toPlainString();
      default -> "0x" + HexFormat.of().formatHex(value, 0, Math.min(value.length, length));
    };
  }

  /** Nanoseconds of the day, and the Julian day, as Impala wrote them. */
  private static String legacyTime(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = in.getLong();
    long day = Integer.toUnsignedLong(in.getInt()) - JULIAN_1970;
    return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos).toString();
  }
}
