package io.lamella.sdk.clearml;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.content.Cursor;
import io.lamella.content.localcopy.LocalCopies.Problem;
import io.lamella.content.manifest.Entry;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.clearml.DatasetState.StateFile;
import io.lamella.sdk.clearml.DatasetState.StateLink;
import io.lamella.sdk.contents.VersionContents;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a version holds with what ClearML lists of the dataset that it was: paths, sizes
 * and SHA-256 of files, addresses of links. No archive is read.
 */
public final class ClearmlComparison {
  private final ClearmlSource source;

  public ClearmlComparison(ClearmlSource source) {
    this.source = source;
  }

  /**
   * Compares.
   *
   * @param id the dataset there
   * @param told of every difference; expected is what ClearML lists
   * @return number of paths that were compared
   * @throws LamellaException {@code not-found} when ClearML has no such dataset, {@code
   *     content-damaged} when its state cannot be read
   */
  public long of(String id, VersionContents contents, Consumer<Problem> told) throws IOException {
    DatasetState state = state(id);
    Map<String, StateFile> files = new HashMap<>(state.files());
    Map<String, StateLink> links = new HashMap<>(state.links());
    long checked = 0;
    try (Cursor<Entry> entries = contents.entries(null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        checked++;
        String path = entry.path().toString();
        StateFile file = files.remove(path);
        StateLink link = links.remove(path);
        String expected = file != null ? text(file) : link != null ? text(link) : null;
        if (expected == null) {
          told.accept(new Problem(path, "extra", null, text(entry)));
        } else if (!isSame(entry, file, link)) {
          told.accept(
              new Problem(path, link == null ? "changed" : "link-changed", expected, text(entry)));
        }
      }
    }
    Map<String, Problem> missing = new TreeMap<>();
    files.forEach(
        (path, file) -> missing.put(path, new Problem(path, "missing", text(file), null)));
    links.forEach(
        (path, link) -> missing.put(path, new Problem(path, "link-missing", text(link), null)));
    missing.values().forEach(told);
    return checked + missing.size();
  }

  private DatasetState state(String id) throws IOException {
    ClearmlDataset dataset =
        source.datasets().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new LamellaException(ErrorCode.NOT_FOUND, "ClearML has no dataset " + id));
    ClearmlArtifact artifact =
        dataset
            .state()
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.CONTENT_DAMAGED, "ClearML has no state of " + id));
    try (ClearmlSource.Local local = source.local(artifact)) {
      return DatasetState.read(local.path());
    } catch (JsonProcessingException e) {
      throw new LamellaException(
          ErrorCode.CONTENT_DAMAGED,
          "the state of " + id + " cannot be read: " + e.getOriginalMessage());
    }
  }

  private static boolean isSame(Entry entry, @Nullable StateFile file, @Nullable StateLink link) {
    if (entry instanceof Entry.File is) {
      return file != null && Wanted.isSame(file, is.size(), is.digest());
    }
    return entry instanceof Entry.Link is && link != null && Wanted.isSame(link, is);
  }

  private static String text(StateFile file) {
    return text(file.size(), file.digest() == null ? "" : file.digest().hex());
  }

  private static String text(long size, String digest) {
    return size + " " + digest;
  }

  private static String text(StateLink link) {
    return link.uri();
  }

  private static String text(Entry entry) {
    if (entry instanceof Entry.File file) {
      return text(file.size(), file.digest().hex());
    }
    if (entry instanceof Entry.Link link) {
      return link.uri();
    }
    return entry instanceof Entry.Symlink symlink ? "symlink " + symlink.target() : "folder";
  }
}
