package io.lamella.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.cli.reference.UsageException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.sdk.server.Json;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
        thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
    say(line.getErr(), json, problem(failure));
    if (System.getenv("LAMELLA_DEBUG") != null) {
      failure.printStackTrace(line.getErr());
    }
    return Exit.of(failure);
  }

  static void say(PrintWriter err, boolean json, Problem problem) {
    try {
      err.println(json ? Json.MAPPER.writeValueAsString(problem) : "lamella: " + problem.detail());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof LamellaException e) {
      return Problem.of(e.code(), e.getMessage());
    }
    if (failure instanceof UsageException) {
      return Problem.of(ErrorCode.INVALID_REQUEST, failure.getMessage());
    }
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return Problem.of(ErrorCode.INTERNAL, message == null ? kind : kind + ": " + message);
  }
}
