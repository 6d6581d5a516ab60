package io.lamella.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.sdk.server.Json;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a command says things: stdout is for what was asked, stderr for the rest. */
public final class Output {
  private static final Set<String> YES = Set.of("y", "yes");

  private final boolean json;
  private final boolean quiet;
  private final PrintStream out;
  private final PrintStream err;
  private final List<String> notes = new ArrayList<>();

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

  /** As {@link #flush}; false when nobody reads it any more. */
  public boolean isRead() {
    return !out.checkError();
  }

  /** The command has done its work: remarks that waited are said, an object each. */
  public void end() {
    out.flush();
    takeNotes().forEach(note -> err.println(line(Objects.of("note", note))));
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

  /**
   * A remark, on stderr. With {@code --json} it waits for the end, so that an error stays one
   * object.
   */
  public void note(String text) {
    if (quiet) {
      return;
    }
    if (json) {
      notes.add(text);
    } else {
      out.flush();
      err.println(text);
    }
  }

  /** The remarks that were not said yet; they are not said any more. */
  public List<String> takeNotes() {
    List<String> taken = List.copyOf(notes);
    notes.clear();
    return taken;
  }

  /** Whether texts are read by anyone. */
  public boolean isForPeople() {
    return !json && !quiet;
  }

  /** Whether there is somebody who answers questions. */
  public boolean canAsk() {
    return !json && Terminal.isOnStdin() && Terminal.isOnStderr();
  }

  /** Asks on stderr; true when the answer is yes. */
  public boolean ask(String question) throws IOException {
    out.flush();
    err.print(question + " [y/N] ");
    err.flush();
    return isYes(System.in);
  }

  /** No answer is none. */
  static boolean isYes(InputStream in) throws IOException {
    String answer =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
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
