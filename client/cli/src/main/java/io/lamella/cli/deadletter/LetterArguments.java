package io.lamella.cli.deadletter;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The dead letters that are meant. */
final class LetterArguments {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids, as ls names them.")
  List<String> ids = new ArrayList<>();
}
