package io.lamella.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.cli.reference.UsageException;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.sdk.server.Json;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
    if (failure instanceof InvalidPathException) {
      return Problem.of(ErrorCode.INVALID_PATH, failure.getMessage());
    }
    if (failure instanceof FileSystemException file) {
      return Problem.of(ErrorCode.INTERNAL, file.getFile() + ": " + reason(file));
    }
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return Problem.of(ErrorCode.INTERNAL, message == null ? kind : kind + ": " + message);
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "is there already";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "is not empty";
    }
    return failure.getReason() == null
        ? failure.getClass().getSimpleName()
        : String.valueOf(failure.getReason());
  }
}
