package io.lamella.cli.version;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Free metadata of a version. */
@Command(
    name = "metadata",
    description = "Read or write the free metadata of a version.",
    footer = {
      "",
      "Example:",
      "  lamella metadata set --id vision/frames@1.0.2 cameras=4 split='{\"train\": 0.8}'",
      "  lamella metadata get --id vision/frames@1.0.2 cameras"
    })
public final class MetadataCommand extends LamellaCommand {
  @Mixin private final VersionOptions version = new VersionOptions();

  @Parameters(index = "0", paramLabel = "get|set", description = "What to do.")
  String verb = "get";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY[=VALUE]",
      description = "Values are JSON, or else text; an empty one takes the key away.")
  List<String> arguments = new ArrayList<>();

  @Override
  protected int run(Session session) throws IOException {
    VersionView view = new Target(session).find(version);
    return switch (verb) {
      case "get" -> get(session, view.metadata());
      case "set" -> set(session, view);
      default -> throw new UsageException("get or set, not " + verb);
    };
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
    if (arguments.isEmpty()) {
      throw new UsageException("say KEY=VALUE");
    }
    Map<String, Object> metadata = new LinkedHashMap<>(view.metadata());
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new UsageException("not KEY=VALUE: " + argument);
      }
      String key = argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      if (value.isEmpty()) {
        metadata.remove(key);
      } else {
        metadata.put(key, value(value));
      }
    }
    VersionView now =
        session
            .client()
            .versions()
            .change(
                view.id(),
                new ChangeVersion(null, null, List.of(), List.of(), List.of(), metadata));
    session.output().report(now.metadata(), Json.MAPPER.writeValueAsString(now.metadata()));
    return 0;
  }

  private static Object value(String text) {
    try {
      Object value = Json.MAPPER.readValue(text, Object.class);
      return value == null ? text : value;
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
