package io.lamella.sdk.clearml;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.sdk.clearml.DatasetState.StateFile;
import io.lamella.sdk.clearml.DatasetState.StateLink;
import io.lamella.sdk.clearml.Problems.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a version is to hold and does not hold yet; less and less while it is filled. */
final class Wanted {
  private final Map<String, StateFile> files = new LinkedHashMap<>();
  private final Map<String, StateLink> links = new LinkedHashMap<>();
  private final Map<String, String> wrong = new HashMap<>();

  /** All that a state lists, but for what no version can hold, which is named. */
  static Wanted of(DatasetState state, Problems problems) {
    Wanted wanted = new Wanted();
    Set<String> all = new HashSet<>(state.files().keySet());
    all.addAll(state.links().keySet());
    for (StateFile file : state.files().values()) {
      String why = unfit(file.path(), all);
      if (why == null) {
        wanted.files.put(file.path(), file);
      } else {
        problems.add(file.path(), Kind.INVALID_PATH, why);
      }
    }
    for (StateLink link : state.links().values()) {
      String why = unfit(link.path(), all);
      if (why == null && wanted.files.containsKey(link.path())) {
        why = "there is a file of this path, too";
      }
      if (why == null) {
        wanted.links.put(link.path(), link);
      } else {
        problems.add(link.path(), Kind.INVALID_PATH, why);
      }
    }
    return wanted;
  }

  private static @Nullable String unfit(String path, Set<String> all) {
    EntryPath checked;
    try {
      checked = EntryPath.of(path);
    } catch (InvalidPathException e) {
      return String.valueOf(e.getMessage());
    }
    for (Optional<EntryPath> above = checked.parent();
        above.isPresent();
        above = above.get().parent()) {
      if (all.contains(above.get().toString())) {
        return "it lies beneath a file";
      }
    }
    return null;
  }

  /** True when an entry that is there is what is wanted at its path. */
  boolean isSame(Entry entry) {
    String path = entry.path().toString();
    if (entry instanceof Entry.File file) {
      StateFile wanted = files.get(path);
      return wanted != null && isSame(wanted, file.size(), file.digest());
    }
    StateLink link = links.get(path);
    return entry instanceof Entry.Link there && link != null && isSame(link, there);
  }

  /** A size that is not known is taken for right. */
  static boolean isSame(StateLink wanted, Entry.Link link) {
    return (link.uri().equals(wanted.uri()) || link.uri().equals(Addresses.of(wanted.uri())))
        && (wanted.size() < 0 || link.size() < 0 || wanted.size() == link.size());
  }

  /** A hash that is not known is taken for right. */
  static boolean isSame(StateFile wanted, long size, Digest digest) {
    return (wanted.size() < 0 || wanted.size() == size)
        && (wanted.digest() == null || Objects.equals(wanted.digest(), digest));
  }

  /** What was put in the place of something else is replaced, not removed first. */
  boolean replaces(Entry entry) {
    String path = entry.path().toString();
    return files.containsKey(path) || links.containsKey(path);
  }

  void done(String path) {
    files.remove(path);
    links.remove(path);
    wrong.remove(path);
  }

  /** Something was found at this path that is not what is wanted. */
  void found(String path, String what) {
    wrong.put(path, what);
  }

  boolean hasFiles() {
    return !files.isEmpty();
  }

  @Nullable StateFile file(String path) {
    return files.get(path);
  }

  /** Those that are still wanted, as they become fewer. */
  Collection<StateFile> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  Collection<StateLink> links() {
    return Collections.unmodifiableCollection(links.values());
  }

  /** Names the files that were not found. */
  void report(Problems problems) {
    for (StateFile file : files.values()) {
      String found = wrong.get(file.path());
      if (found != null) {
        problems.add(file.path(), Kind.CHANGED, found);
      } else {
        problems.add(file.path(), Kind.MISSING, "no archive has it");
      }
    }
  }
}
