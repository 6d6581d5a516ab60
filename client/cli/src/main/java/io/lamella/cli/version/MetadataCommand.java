package io.lamella.cli.version;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Free metadata of a version. */
@Command(
    name = "metadata",
    description = {
      "Read or write the free metadata of a version, or show who changed what about it.",
      "Any key may be used."
    },
    footer = {
      "",
      "Example:",
      "  lamella metadata set --id vision/frames@1.0.2 cameras=4 split='{\"train\": 0.8}'",
      "  lamella metadata set --id vision/frames@1.0.2 schema --file schema.json",
      "  lamella metadata get --id vision/frames@1.0.2 cameras",
      "  lamella metadata log vision/frames@1.0.2"
    })
public final class MetadataCommand extends LamellaCommand {
  @Mixin private final VersionOptions version = new VersionOptions();

  @Parameters(index = "0", paramLabel = "get|set|log", description = "What to do.")
  String verb = "get";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY[=VALUE]|REF",
      description = {
        "Values are JSON, or else text; an empty one takes the key away.",
        "After log: the version."
      })
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "The value of the one KEY, such as a schema: a file of JSON, or else text.")
  @Nullable String file;

  @Override
  protected int run(Session session) throws IOException {
    if (file != null && !verb.equals("set")) {
      throw new UsageException("--file is for metadata set");
    }
    return switch (verb) {
      case "get" -> get(session, new Target(session).find(version).metadata());
      case "set" -> set(session, new Target(session).find(version));
      case "log" -> log(session);
      default -> throw new UsageException("get, set or log, not " + verb);
    };
  }

  private int log(Session session) throws IOException {
    if (arguments.size() > 1 || (!arguments.isEmpty() && version.isGiven())) {
      throw new UsageException("one version, please");
    }
    String reference = arguments.isEmpty() ? version.reference() : arguments.get(0);
    VersionView view = new Target(session).find(version, reference);
    session
        .client()
        .versions()
        .amendments(view.id())
        .forEach(amendment -> AmendmentLine.print(session.output(), amendment));
    return 0;
  }

  private int get(Session session, Map<String, Object> metadata) throws IOException {
    Map<String, Object> wanted = new LinkedHashMap<>(metadata);
    if (!arguments.isEmpty()) {
      wanted.keySet().retainAll(arguments);
      if (wanted.isEmpty()) {
        throw new LamellaException(
            ErrorCode.NOT_FOUND, "the version has no metadata " + String.join(", ", arguments));
      }
    }
    session.output().answer(wanted, Json.MAPPER.writeValueAsString(wanted));
    return 0;
  }

  private int set(Session session, VersionView view) throws IOException {
    ChangeVersion change =
        file == null
            ? assigned()
            : ChangeVersion.metadata(
                Map.of(onlyKey(), MetadataValue.in(session.folder().resolve(file))), List.of());
    VersionView now = session.client().versions().change(view.id(), change);
    session.output().report(now.metadata(), Json.MAPPER.writeValueAsString(now.metadata()));
    return 0;
  }

  private String onlyKey() {
    if (arguments.size() != 1 || arguments.get(0).isEmpty()) {
      throw new UsageException("say the one KEY whose value is in the file");
    }
    return arguments.get(0);
  }

  private ChangeVersion assigned() {
    Map<String, Object> set = new LinkedHashMap<>();
    List<String> remove = new ArrayList<>();
    if (arguments.isEmpty()) {
      throw new UsageException("say KEY=VALUE, or KEY --file PATH");
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new UsageException("not KEY=VALUE: " + argument);
      }
      String key = argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      if (value.isEmpty()) {
        set.remove(key);
        remove.add(key);
      } else {
        remove.remove(key);
        set.put(key, MetadataValue.of(value));
      }
    }
    return ChangeVersion.metadata(set, remove);
  }
}
