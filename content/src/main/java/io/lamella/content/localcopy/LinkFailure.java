package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;

/** What lies behind an external link is gone, or is not what was pinned. */
public final class LinkFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient LocalCopies.Problem problem;

  private LinkFailure(LocalCopies.Problem problem) {
    super(problem.path() + ": " + problem.problem() + ", " + problem.actual());
    this.problem = problem;
  }

  /** It cannot be had. */
  public static LinkFailure missing(Entry.Link link, String actual) {
    return of(link, "link-missing", actual);
  }

  /** Something else lies there. */
  public static LinkFailure changed(Entry.Link link, String actual) {
    return of(link, "link-changed", actual);
  }

  private static LinkFailure of(Entry.Link link, String problem, String actual) {
    return new LinkFailure(
        new LocalCopies.Problem(link.path().toString(), problem, expected(link), actual));
  }

  private static String expected(Entry.Link link) {
    StringBuilder text = new StringBuilder(link.uri());
    if (link.size() >= 0) {
      text.append(", ").append(link.size()).append(" bytes");
    }
    if (link.pin() != null) {
      text.append(", ").append(link.pin());
    }
    if (link.digest() != null) {
      text.append(", sha256 ").append(link.digest());
    }
    return text.toString();
  }

  /** Path, {@code link-missing} or {@code link-changed}, what was pinned, and what was found. */
  public LocalCopies.Problem problem() {
    return problem;
  }
}
