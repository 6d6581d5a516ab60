package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.sdk.folder.Findings;
import io.lamella.sdk.folder.Scanned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a request names on this machine, found and checked, to be gone through one by one. */
public final class Additions {
  private final List<Source> sources;
  private final Survey survey;

  private Additions(List<Source> sources, Survey survey) {
    this.sources = sources;
    this.survey = survey;
  }

  /** Takes what was found. */
  @FunctionalInterface
  public interface Taker {
    void take(Scanned scanned) throws IOException;
  }

  /**
   * @throws io.lamella.sdk.folder.IncompleteException naming all that is not there or cannot be
   *     taken
   */
  public static Additions of(AddRequest request) throws IOException {
    List<Source> sources = Sources.of(request);
    return new Additions(sources, Survey.of(sources, request.terms()));
  }

  /** For people to know. */
  public List<String> notes() {
    return survey.notes();
  }

  /**
   * Tells of everything, of each source in path order.
   *
   * @return what could not be read any more, with the reason
   */
  public List<String> each(Taker taker) throws IOException {
    List<String> unreadable = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Findings findings = new Findings();
      try (Cursor<Scanned> found = survey.again(i, sources.get(i), findings)) {
        for (Scanned scanned = found.next(); scanned != null; scanned = found.next()) {
          taker.take(scanned);
        }
      }
      unreadable.addAll(findings.unreadable());
    }
    return unreadable;
  }
}
