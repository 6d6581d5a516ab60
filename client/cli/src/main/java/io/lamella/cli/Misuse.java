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
    String detail = detail(wrong, line);
    Failures.say(line.getErr(), json, Problem.of(ErrorCode.INVALID_REQUEST, detail));
    return Exit.USAGE;
  }

  private static String detail(ParameterException wrong, CommandLine line) {
    String help = "; see " + line.getCommandSpec().qualifiedName(" ") + " --help";
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched
        && line.getParent() == null
        && !unmatched.getUnmatched().get(0).startsWith("-")) {
      String word = unmatched.getUnmatched().get(0);
      String closest = Commands.closest(word);
      return "no such command: "
          + word
          + (closest == null ? help : "; did you mean " + closest + "?");
    }
    return wrong.getMessage() + help;
  }
}
