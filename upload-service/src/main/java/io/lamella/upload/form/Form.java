package io.lamella.upload.form;

import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.intake.SentStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A form ({@code multipart/form-data}) as it comes, part by part. It goes by the boundaries itself:
 * the library's iterator takes a form that is cut off behind one for its end. For one thread.
 */
final class Form {
  /** Longest head of a part: a path has up to 4,096 bytes. */
  private static final int HEAD = 16 << 10;

  /** Longest text of a field that is looked at. */
  private static final int TEXT = 8 << 10;

  private static final int BUFFER = 64 << 10;

  /**
   * What clients write for quotes and line ends, also where a name has just these characters, and
   * how mail writes words in other alphabets, which the parser takes it for.
   */
  private static final Pattern ENCODED = Pattern.compile("filename=.*(%(22|0[aAdD])|=\\?)");

  private final MultipartInput input;
  private boolean begun;
  private @Nullable InputStream open;

  private Form(MultipartInput input) {
    this.input = input;
  }

  /**
   * @param type its media type, with its boundary
   * @throws LamellaException {@code invalid-request} when that names no boundary
   */
  static Form of(String type, InputStream body) {
    byte[] boundary = new Parser().getBoundary(type);
    if (boundary == null || boundary.length == 0) {
      throw unreadable("its media type names no boundary", null);
    }
    MultipartInput input =
        understood(
            () ->
                MultipartInput.builder()
                    .setInputStream(body)
                    .setBufferSize(BUFFER)
                    .setBoundary(boundary)
                    .setMaxPartHeaderSize(HEAD)
                    .get());
    input.setHeaderCharset(StandardCharsets.UTF_8);
    return new Form(input);
  }

  /** The next part, or null after the last; what was not read of the one before is passed over. */
  @Nullable Part next() {
    return understood(this::another) ? understood(this::part) : null;
  }

  private Part part() throws IOException {
    FileItemHeaders headers = new Parser().getParsedHeaders(input.readHeaders());
    InputStream content = input.newInputStream();
    open = content;
    return new Part(headers, content);
  }

  private boolean another() throws IOException {
    if (!begun) {
      begun = true;
      return input.skipPreamble();
    }
    if (open != null) {
      open.close();
    }
    return input.readBoundary();
  }

  /** A file or another field. */
  static final class Part {
    private final String disposition;
    private final Map<String, @Nullable String> parameters;
    private final InputStream content;

    private Part(FileItemHeaders headers, InputStream content) {
      this.disposition =
          Objects.requireNonNullElse(headers.getHeader(AbstractFileUpload.CONTENT_DISPOSITION), "");
      ParameterParser parser = new ParameterParser();
      parser.setLowerCaseNames(true);
      this.parameters = parser.parse(disposition, ';');
      this.content = content;
      String type = headers.getHeader(AbstractFileUpload.CONTENT_TYPE);
      if (type != null
          && type.toLowerCase(Locale.ROOT).startsWith(AbstractFileUpload.MULTIPART_MIXED)) {
        throw unreadable("a part of it has parts itself; send each file as one of the form", null);
      }
    }

    String field() {
      return Objects.requireNonNullElse(parameters.get("name"), "");
    }

    /**
     * What the file is called; null when it is no file.
     *
     * @throws InvalidPathException when nobody can tell
     */
    @Nullable String fileName() {
      if (ENCODED.matcher(disposition).find()) {
        throw new InvalidPathException(
            "a name that may stand for another one: "
                + disposition
                + "; PUT this file to its path");
      }
      return parameters.containsKey("filename")
          ? Objects.requireNonNullElse(parameters.get("filename"), "")
          : null;
    }

    InputStream content() {
      return new SentStream(content, e -> unreadable(String.valueOf(e.getMessage()), e));
    }

    /** The value of a field that is no file. */
    String text() throws IOException {
      byte[] text = content().readNBytes(TEXT + 1);
      if (text.length > TEXT) {
        throw unreadable("its field " + field() + " has more than " + TEXT + " bytes", null);
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  private static <T> T understood(Step<T> step) {
    try {
      return step.take();
    } catch (LamellaException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private static LamellaException unreadable(String why, @Nullable Exception cause) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST, "The form cannot be read: " + why, cause);
  }

  /** Reads boundaries and heads; it makes no files. */
  private static final class Parser
      extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {
    @Override
    public FileItemInputIterator getItemIterator(RequestContext request) {
      throw new UnsupportedOperationException("forms are read part by part");
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(RequestContext request) {
      throw new UnsupportedOperationException("forms are read part by part");
    }

    @Override
    public List<DiskFileItem> parseRequest(RequestContext request) {
      throw new UnsupportedOperationException("forms are read part by part");
    }
  }
}
