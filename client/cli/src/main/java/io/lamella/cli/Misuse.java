package io.lamella.cli;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.Problem;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Says what is wrong with how a command was written. */
final class Misuse implements IParameterExceptionHandler {
  private final boolean json;

  Misuse(boolean json) {
    this.json = json;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    String detail = wrong.getMessage() + hint(wrong, line);
    Failures.say(line.getErr(), json, Problem.of(ErrorCode.INVALID_REQUEST, detail));
    return Exit.USAGE;
  }

  private static String hint(ParameterException wrong, CommandLine line) {
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched
        && line.getParent() == null) {
      String closest = Commands.closest(unmatched.getUnmatched().get(0));
      if (closest != null) {
        return "; did you mean " + closest + "?";
      }
    }
    return "; see " + line.getCommandSpec().qualifiedName(" ") + " --help";
  }
}
