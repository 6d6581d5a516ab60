package io.lamella.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.sdk.server.Json;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command says things: stdout is for what was asked, stderr for the rest. */
public final class Output {
  private final boolean json;
  private final boolean quiet;
  private final PrintStream out;
  private final PrintStream err;

  public Output(boolean json, boolean quiet) {
    this(json, quiet, stdout(), System.err);
  }

  Output(boolean json, boolean quiet, PrintStream out, PrintStream err) {
    this.json = json;
    this.quiet = quiet;
    this.out = out;
    this.err = err;
  }

  private static PrintStream stdout() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  /** Everything that was said is out now. */
  public void flush() {
    out.flush();
  }

  public boolean isJson() {
    return json;
  }

  /** The answer: an object for scripts, or a text for people. */
  public void answer(Map<String, ?> object, String text) {
    if (json) {
      out.println(line(object));
    } else {
      out.println(text);
    }
  }

  /** As {@link #answer}, but what people may do without in {@code --quiet}. */
  public void report(Map<String, ?> object, String text) {
    if (json || !quiet) {
      answer(object, text);
    }
  }

  /** A remark for people, on stderr. */
  public void note(String text) {
    if (!json && !quiet) {
      out.flush();
      err.println(text);
    }
  }

  /** Something that is not as asked, on stderr. */
  public void complain(String text) {
    out.flush();
    err.println("lamella: " + text);
  }

  /** Progress, if there is somebody to see it. */
  public ProgressLine progress() {
    return json || quiet || !Terminal.isOnStderr() ? ProgressLine.silent() : ProgressLine.on(err);
  }

  private static String line(Map<String, ?> object) {
    try {
      return Json.MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
