package io.lamella.metadata.version;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the log of a version says of what happens to it. */
public final class VersionLines {
  /** Nobody worked on the draft for its term. */
  public static final String IDLE = "aborted: nobody works on it any more";

  static final String TRASHED = "aborted: put into the trash";
  private static final int NAMED = 50;

  private VersionLines() {}

  static String created(Version version, CreationRules.Wish wish, List<Version> sources) {
    String kind = wish.squashes() ? " as a squash of " : " on ";
    String named =
        sources.stream().limit(NAMED).map(Version::display).collect(Collectors.joining(", "));
    String more = sources.size() > NAMED ? " and " + (sources.size() - NAMED) + " more" : "";
    return "created "
        + version.display()
        + (sources.isEmpty() ? " without parents" : kind + named + more);
  }

  static String of(Move move) {
    return switch (move) {
      case FINALIZE -> "finalize asked: sealing";
      case ABORT -> "aborted";
      case RESUME -> "resumed";
      case PUBLISH -> "published";
    };
  }

  /** It is final. */
  public static String sealed(Version version) {
    return "final: %d files, %d links, %d bytes, digest %s"
        .formatted(version.files, version.links, version.bytes, version.digest);
  }

  /** It could not be sealed. */
  public static String failed(Version version) {
    String detail = Objects.requireNonNullElse(version.failureDetail, "");
    return "failed: " + version.failureCode + (detail.isEmpty() ? "" : ": " + detail);
  }
}
