package io.lamella.metadata.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.event.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of names and texts. Each method answers the value that is to be kept, or throws {@code
 * invalid-request} or {@code limit-exceeded} with a text that says what is allowed.
 */
@ApplicationScoped
public class Rules {
  /** Words that mean something else after {@code @}. */
  private static final Set<String> RESERVED = Set.of("latest", "published");

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}._][\\p{L}\\p{M}\\p{N} ._+=:()&!'~#-]*");
  private static final Pattern TAG = Pattern.compile("[^\\s,@/\\p{Cntrl}][^,@/\\p{Cntrl}]*");

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  private final Limits limits;

  @Inject
  public Rules(Limits limits) {
    this.limits = limits;
  }

  /** A project path: names with {@code /} between them. */
  public String project(String path) {
    withinProjectLength(path.length());
    for (String part : path.split("/", -1)) {
      name("a part of a project path", part);
    }
    return path;
  }

  /** Stops project paths that are longer than may be. */
  public void withinProjectLength(long characters) {
    within("a project path", characters, limits.projectLength(), "characters");
  }

  /** The name of a dataset. */
  public String dataset(String name) {
    return name("the name of a dataset", name);
  }

  private String name(String what, String name) {
    within(what, name.length(), limits.nameLength(), "characters");
    boolean isForm = NAME.matcher(name).matches() && !name.endsWith(" ");
    if (!isForm || name.equals(".") || name.equals("..")) {
      throw invalid(
          what
              + " has letters, digits, spaces inside, and . _ + = : ( ) & ! ' ~ # -, and begins"
              + " with a letter, a digit, . or _: \""
              + printable(name)
              + "\" cannot be used");
    }
    return name;
  }

  /** Tags, each once, in order of the alphabet. */
  public List<String> tags(Collection<String> tags) {
    TreeSet<String> kept = new TreeSet<>();
    for (String tag : tags) {
      within("a tag", tag.length(), limits.tagLength(), "characters");
      if (!TAG.matcher(tag).matches() || tag.endsWith(" ") || RESERVED.contains(tag)) {
        throw invalid(
            "a tag has no comma, @, / or control character, no space at its ends, and is not"
                + " \"latest\" or \"published\": \""
                + printable(tag)
                + "\" cannot be used");
      }
      kept.add(tag);
    }
    within("the list of tags", kept.size(), limits.tags(), "tags");
    return List.copyOf(kept);
  }

  /** A description or message; none is the empty one. */
  public String text(String what, @Nullable String text) {
    if (text == null) {
      return "";
    }
    within(what, text.length(), limits.textLength(), "characters");
    return storable(what, text);
  }

  /** Free metadata: any JSON object. */
  public Map<String, Object> metadata(String what, @Nullable Map<String, Object> metadata) {
    if (metadata == null) {
      return Map.of();
    }
    String json = json(metadata);
    within(
        what,
        json.getBytes(StandardCharsets.UTF_8).length,
        limits.metadataBytes(),
        "bytes of JSON");
    storable(what, metadata);
    return metadata;
  }

  /** Whatever JSON it is, the database can keep it. */
  public void storable(String what, @Nullable Object value) {
    if (value instanceof String text) {
      storable(what, text);
    } else if (value instanceof Map<?, ?> object) {
      object.keySet().forEach(key -> storable(what, key));
      object.values().forEach(each -> storable(what, each));
    } else if (value instanceof Collection<?> array) {
      array.forEach(each -> storable(what, each));
    }
  }

  /** Any other text that goes to the database. */
  public String storable(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw invalid(what + " holds the character U+0000, which cannot be kept");
    }
    return text;
  }

  /** Whether the database can read and compare this time: it has a year of four digits. */
  public static boolean isStorable(Instant time) {
    return !time.isBefore(EARLIEST) && time.isBefore(TOO_LATE);
  }

  /** Stops what is larger than its limit. */
  public void within(String what, long size, long limit, String unit) {
    if (size > limit) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED, what + " may have " + limit + " " + unit + ", not " + size);
    }
  }

  /** A request that does not say what it should. */
  public static LamellaException invalid(String detail) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail);
  }

  private static String json(Map<String, Object> metadata) {
    try {
      return EventJson.MAPPER.writeValueAsString(metadata);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON is JSON", e);
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
