package io.lamella.preview;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** Pages of one column of a row group, read one after the other as they are needed. */
final class ParquetPages implements PageReader {
  private static final @Nullable Statistics<?> NONE = null;

  private final FileStream in;
  private final ColumnMetaData chunk;
  private final int pageBytes;
  private @Nullable PageHeader ahead;

  ParquetPages(FileBytes file, ColumnMetaData chunk, int pageBytes) {
    long data = chunk.getData_page_offset();
    long dictionary = chunk.getDictionary_page_offset();
    long start = chunk.isSetDictionary_page_offset() && dictionary > 0 ? dictionary : data;
    this.in = new FileStream(file, Math.min(start, data), Long.MAX_VALUE);
    this.chunk = chunk;
    this.pageBytes = pageBytes;
  }

  @Override
  public long getTotalValueCount() {
    return chunk.getNum_values();
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    try {
      PageHeader header = Util.readPageHeader(in);
      if (header.getType() != PageType.DICTIONARY_PAGE) {
        ahead = header;
        return null;
      }
      return new DictionaryPage(
          BytesInput.from(body(header)),
          header.getDictionary_page_header().getNum_values(),
          encoding(header.getDictionary_page_header().getEncoding()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DataPage readPage() {
    try {
      PageHeader header = ahead == null ? Util.readPageHeader(in) : ahead;
      ahead = null;
      while (header.getType() != PageType.DATA_PAGE && header.getType() != PageType.DATA_PAGE_V2) {
        in.skipNBytes(checked(header.getCompressed_page_size()));
        header = Util.readPageHeader(in);
      }
      return header.getType() == PageType.DATA_PAGE ? first(header) : second(header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataPage first(PageHeader header) throws IOException {
    DataPageHeader about = header.getData_page_header();
    return new DataPageV1(
        BytesInput.from(body(header)),
        about.getNum_values(),
        header.getUncompressed_page_size(),
        NONE,
        encoding(about.getRepetition_level_encoding()),
        encoding(about.getDefinition_level_encoding()),
        encoding(about.getEncoding()));
  }

  private DataPage second(PageHeader header) throws IOException {
    DataPageHeaderV2 about = header.getData_page_header_v2();
    byte[] repetition = exactly(about.getRepetition_levels_byte_length());
    byte[] definition = exactly(about.getDefinition_levels_byte_length());
    int levels = repetition.length + definition.length;
    byte[] stored = exactly(header.getCompressed_page_size() - levels);
    byte[] data =
        about.isIs_compressed()
            ? unpacked(stored, checked(header.getUncompressed_page_size() - levels))
            : stored;
    return DataPageV2.uncompressed(
        about.getNum_rows(),
        about.getNum_nulls(),
        about.getNum_values(),
        BytesInput.from(repetition),
        BytesInput.from(definition),
        encoding(about.getEncoding()),
        BytesInput.from(data),
        NONE);
  }

  private byte[] body(PageHeader header) throws IOException {
    return unpacked(
        exactly(header.getCompressed_page_size()), checked(header.getUncompressed_page_size()));
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(checked(length));
    if (bytes.length < length) {
      throw new EOFException("a page is cut short");
    }
    return bytes;
  }

  private int checked(int length) throws NoPreviewException {
    if (length < 0 || length > pageBytes) {
      throw new NoPreviewException(Failure.TOO_LARGE, "a page of " + length + " bytes");
    }
    return length;
  }

  private byte[] unpacked(byte[] stored, int length) throws IOException {
    CompressionCodec codec = chunk.getCodec();
    byte[] bytes =
        switch (codec) {
          case UNCOMPRESSED -> stored;
          case SNAPPY -> snappy(stored, length);
          case ZSTD -> Zstd.decompress(stored, length);
          case GZIP -> {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
              yield gzip.readNBytes(length);
            }
          }
          default ->
              throw new NoPreviewException(Failure.UNSUPPORTED, "packed with " + codec.name());
        };
    if (bytes.length != length) {
      throw new EOFException("a page is not as long as it says");
    }
    return bytes;
  }

  private static byte[] snappy(byte[] stored, int length) throws IOException {
    if (Snappy.uncompressedLength(stored) != length) {
      throw new EOFException("a page is not as long as it says");
    }
    return Snappy.uncompress(stored);
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }
}
