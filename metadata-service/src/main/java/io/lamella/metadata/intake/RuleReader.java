package io.lamella.metadata.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.content.glob.Glob;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.contracts.rest.IntakeRule;
import io.lamella.metadata.limit.Fields;
import io.lamella.metadata.limit.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a rule of JSON. What is wrong with it is said with the name of the field that is meant. */
@ApplicationScoped
class RuleReader {
  private static final Set<String> SCHEMES = Set.of("file", "http", "https", "s3", "gs", "azblob");
  private static final int MAX_GLOBS = 100;
  private static final int MAX_LENGTH = 4_096;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Rules rules;

  @Inject
  RuleReader(Rules rules) {
    this.rules = rules;
  }

  /**
   * The rule that {@code json} writes.
   *
   * @throws LamellaException {@code invalid-request} or {@code limit-exceeded}
   */
  IntakeRule read(@Nullable JsonNode json) {
    if (json == null || !json.isObject()) {
      throw Rules.invalid("send a rule as a JSON object, with what it takes and close");
    }
    Fields fields =
        new Fields(
            rules,
            "",
            json,
            Set.of(
                "from", "type", "subject", "path", "include", "exclude", "close", "publish",
                "onError"));
    String from = from(fields.text("from"));
    String type = glob("type", fields.text("type"));
    String subject = glob("subject", fields.text("subject"));
    if (from == null && type == null && subject == null) {
      throw Rules.invalid(
          "say what the rule takes: from (what addresses begin with), type or subject");
    }
    String onError = fields.textOr("onError", IngestRequest.SKIP);
    if (!onError.equals(IngestRequest.FAIL) && !onError.equals(IngestRequest.SKIP)) {
      throw Rules.invalid("onError is fail or skip, not " + onError);
    }
    return new IntakeRule(
        from,
        type,
        subject,
        path(fields.text("path")),
        globs("include", fields.texts("include", MAX_GLOBS)),
        globs("exclude", fields.texts("exclude", MAX_GLOBS)),
        closing(fields.get("close")),
        fields.flag("publish", false),
        onError);
  }

  private IntakeClosing closing(@Nullable JsonNode json) {
    if (json == null || !json.isObject()) {
      throw Rules.invalid("close: a JSON object that says when a version is full");
    }
    Fields fields =
        new Fields(rules, "close.", json, Set.of("files", "bytes", "quiet", "type", "subject"));
    IntakeClosing closing =
        new IntakeClosing(
            fields.count("files"),
            fields.count("bytes"),
            quiet(fields.text("quiet")),
            glob("close.type", fields.text("type")),
            glob("close.subject", fields.text("subject")));
    if (closing.equals(new IntakeClosing(null, null, null, null, null))) {
      throw Rules.invalid("close: say files, bytes, quiet, type or subject");
    }
    return closing;
  }

  private static @Nullable String quiet(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Duration quiet = Duration.parse(text);
      if (quiet.compareTo(SHORTEST) >= 0 && quiet.compareTo(LONGEST) <= 0) {
        return quiet.toString();
      }
    } catch (DateTimeParseException e) {
      throw Rules.invalid("close.quiet: a time like PT30S, not " + text);
    }
    throw Rules.invalid("close.quiet: from a second to thirty days, not " + text);
  }

  private @Nullable String from(@Nullable String text) {
    if (text == null) {
      return null;
    }
    rules.within("from", text.length(), MAX_LENGTH, "characters");
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean host = colon >= 0 && text.length() > colon + 3 && text.charAt(colon + 3) != '/';
    if (!SCHEMES.contains(scheme) || host == scheme.equals("file")) {
      throw Rules.invalid(
          "from: the beginning of an address, like s3://bucket/folder/, not " + text);
    }
    Address.of(text);
    return text;
  }

  private @Nullable String path(@Nullable String text) {
    String path = text == null ? "" : text.replaceAll("/+$", "");
    if (path.isEmpty()) {
      return null;
    }
    try {
      return EntryPath.of(path).toString();
    } catch (InvalidPathException e) {
      throw Rules.invalid("path: " + e.getMessage());
    }
  }

  private List<String> globs(String name, List<String> texts) {
    texts.forEach(text -> glob(name, text));
    return texts;
  }

  private @Nullable String glob(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    rules.within(name, text.length(), MAX_LENGTH, "characters");
    if (text.isEmpty()) {
      throw Rules.invalid(name + ": a pattern, or leave it out");
    }
    try {
      Glob.of(text);
      return text;
    } catch (LamellaException e) {
      throw Rules.invalid(name + ": " + e.getMessage());
    }
  }
}
