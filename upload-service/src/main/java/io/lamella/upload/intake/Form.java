package io.lamella.upload.intake;

import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.AbstractRequestContext;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/** A form ({@code multipart/form-data}) as it comes, part by part. For one thread. */
final class Form {
  /** Longest head of a part: a path has up to 4,096 bytes. */
  private static final int HEAD = 16 << 10;

  /** Longest text of a field that is looked at. */
  private static final int TEXT = 8 << 10;

  /**
   * What clients write for quotes and line ends, also where a name has just these characters, and
   * how mail writes words in other alphabets, which the parser takes it for.
   */
  private static final Pattern ENCODED = Pattern.compile("filename=.*(%(22|0[aAdD])|=\\?)");

  private final FileItemInputIterator parts;

  private Form(FileItemInputIterator parts) {
    this.parts = parts;
  }

  /**
   * @param type its media type, with its boundary
   * @throws LamellaException {@code invalid-request} when it does not begin as a form
   */
  static Form of(String type, InputStream body) throws IOException {
    Parser parser = new Parser();
    parser.setHeaderCharset(StandardCharsets.UTF_8);
    parser.setMaxPartHeaderSize(HEAD);
    return new Form(understood(() -> parser.getItemIterator(new Request(type, body))));
  }

  /** The next part, or null after the last; what was not read of the one before is passed over. */
  @Nullable Part next() throws IOException {
    return understood(() -> parts.hasNext() ? new Part(parts.next()) : null);
  }

  /** A file or another field. */
  static final class Part {
    private final FileItemInput item;

    private Part(FileItemInput item) {
      this.item = item;
    }

    String field() {
      return item.getFieldName();
    }

    /**
     * What the file is called; null when it is no file.
     *
     * @throws InvalidPathException when nobody can tell
     */
    @Nullable String fileName() {
      String head = String.valueOf(item.getHeaders().getHeader("Content-Disposition"));
      if (ENCODED.matcher(head).find()) {
        throw new InvalidPathException(
            "a name that may stand for another one: " + head + "; PUT this file to its path");
      }
      return Parser.fileName(item.getHeaders());
    }

    InputStream content() throws IOException {
      return new SentStream(item.getInputStream(), Form::unreadable);
    }

    /** The value of a field that is no file. */
    String text() throws IOException {
      byte[] text = content().readNBytes(TEXT + 1);
      if (text.length > TEXT) {
        throw unreadable(new IOException(field() + " has more than " + TEXT + " bytes"));
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  @FunctionalInterface
  private interface Step<T extends @Nullable Object> {
    T take() throws IOException;
  }

  private static <T extends @Nullable Object> T understood(Step<T> step) {
    try {
      return step.take();
    } catch (LamellaException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private static LamellaException unreadable(Exception e) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST, "The form cannot be read: " + e.getMessage(), e);
  }

  /** Nothing of this is ever a file on disk. */
  private static final class Parser
      extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {
    @Override
    public FileItemInputIterator getItemIterator(RequestContext request) throws IOException {
      return super.getItemIterator(request);
    }

    /** The name as it stands there; the parser's own rule drops blanks at its ends. */
    static @Nullable String fileName(FileItemHeaders headers) {
      ParameterParser parameters = new ParameterParser();
      parameters.setLowerCaseNames(true);
      Map<String, @Nullable String> of =
          parameters.parse(headers.getHeader("Content-Disposition"), ';');
      return of.containsKey("filename")
          ? Objects.requireNonNullElse(of.get("filename"), "")
          : null;
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

  private static final class Request extends AbstractRequestContext<InputStream> {
    private final String type;

    private Request(String type, InputStream body) {
      super(name -> "", () -> -1, body);
      this.type = type;
    }

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public InputStream getInputStream() {
      return getRequest();
    }
  }
}
