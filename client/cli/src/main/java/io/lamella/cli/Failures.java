package io.lamella.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.content.CorruptedException;
import io.lamella.content.localcopy.DamagedFilesException;
import io.lamella.content.localcopy.SameNameException;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.store.NoRoom;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.sdk.folder.FileProblem;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.link.LackingLinksException;
import io.lamella.sdk.server.Json;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong, and with which exit code it ends. */
final class Failures implements IExecutionExceptionHandler {
  private final boolean json;

  Failures(boolean json) {
    this.json = json;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine line, @Nullable ParseResult parsed) {
    Throwable failure =
        thrown instanceof UncheckedIOException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    Problem problem = problem(failure);
    if (json) {
      say(line.getErr(), object(problem, failure, line.getCommand()));
    } else {
      say(line.getErr(), false, problem);
    }
    if (System.getenv("LAMELLA_DEBUG") != null) {
      failure.printStackTrace(line.getErr());
    }
    return Exit.of(failure);
  }

  static void say(PrintWriter err, boolean json, Problem problem) {
    if (json) {
      say(err, object(problem));
    } else {
      err.println("lamella: " + problem.detail() + request(problem));
    }
  }

  /** By which the server's log tells what happened there. */
  private static String request(Problem problem) {
    return problem.status() < 500 || problem.requestId() == null
        ? ""
        : " (request " + problem.requestId() + ")";
  }

  private static void say(PrintWriter err, Object object) {
    try {
      err.println(Json.MAPPER.writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, @Nullable Object> object(Problem problem) {
    Map<String, @Nullable Object> object =
        Objects.of(
            "code", problem.code(),
            "title", problem.title(),
            "status", problem.status(),
            "detail", problem.detail());
    if (problem.requestId() != null) {
      object.put("requestId", problem.requestId());
    }
    return object;
  }

  /** The problem with all that belongs to it: one object, whatever there is to tell. */
  private static Map<String, @Nullable Object> object(
      Problem problem, Throwable failure, Object command) {
    Map<String, @Nullable Object> object = object(problem);
    if (failure instanceof IncompleteException incomplete) {
      object.put("items", incomplete.items());
    } else if (failure instanceof DamagedFilesException damaged) {
      object.put("items", damaged.paths());
    } else if (failure instanceof LackingLinksException lacking) {
      object.put("items", lacking.items());
    }
    List<String> notes = command instanceof LamellaCommand ours ? ours.notes() : List.of();
    if (!notes.isEmpty()) {
      object.put("notes", notes);
    }
    return object;
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof LamellaException e) {
      return Problem.of(e.code(), e.getMessage()).ofRequest(e.requestId());
    }
    if (failure instanceof UsageException) {
      return Problem.of(ErrorCode.INVALID_REQUEST, failure.getMessage());
    }
    if (failure instanceof InvalidPathException) {
      return Problem.of(ErrorCode.INVALID_PATH, failure.getMessage());
    }
    if (failure instanceof LackingLinksException lacking) {
      return new Problem(
          "link-broken",
          "An external link leads to nothing, or to something else",
          409,
          String.valueOf(lacking.getMessage()));
    }
    if (failure instanceof DamagedFilesException damaged) {
      return Problem.of(ErrorCode.CONTENT_DAMAGED, named(damaged));
    }
    if (failure instanceof CorruptedException || failure instanceof NoSuchObjectException) {
      return Problem.of(ErrorCode.CONTENT_DAMAGED, failure.getMessage());
    }
    if (NoRoom.isWhy(failure)) {
      return ofThisMachine(
          "this machine has no room left ("
              + failure.getMessage()
              + "); make room, then run the same command again");
    }
    if (failure instanceof FileSystemException file) {
      return ofThisMachine(file.getFile() + ": " + FileProblem.reason(file));
    }
    if (failure instanceof SameNameException) {
      return ofThisMachine(String.valueOf(failure.getMessage()));
    }
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return Problem.of(ErrorCode.INTERNAL, message == null ? kind : kind + ": " + message);
  }

  /** However many they are, each is named. */
  private static String named(DamagedFilesException damaged) {
    Throwable first = damaged.getCause();
    return "stored bytes are gone or changed"
        + (first == null ? "" : " (" + first.getMessage() + ")")
        + ":\n  "
        + String.join("\n  ", damaged.paths());
  }

  /** Nothing that the server knows of: its codes do not tell of it. */
  private static Problem ofThisMachine(String detail) {
    return new Problem("local-file", "A file on this machine stands in the way", 400, detail);
  }
}
