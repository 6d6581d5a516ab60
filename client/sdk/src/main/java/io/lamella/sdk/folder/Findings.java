package io.lamella.sdk.folder;

import java.util.ArrayList;
import java.util.List;

/** What a scan has to tell beside what it found. For one thread. */
public final class Findings {
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> invalidNames = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** What cannot be read, with the reason: none of it may be left out silently. */
  public List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  /** Names that no version can hold. */
  public List<String> invalidNames() {
    return List.copyOf(invalidNames);
  }

  /** What is neither file, folder nor link, such as pipes and sockets: it was left out. */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** What was taken otherwise than it is, for people to know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  void unreadable(String what) {
    unreadable.add(what);
  }

  void invalidName(String what) {
    invalidNames.add(what);
  }

  void leftOut(String what) {
    leftOut.add(what);
  }

  void note(String what) {
    notes.add(what);
  }
}
