package io.lamella.sdk.transfer;

import io.lamella.content.glob.Glob;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.DatasetFolder;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out what the files and folders of a request are. */
final class Sources {
  private final AddRequest request;
  private final Selection selection;
  private final List<Source> folders = new ArrayList<>();
  private final Map<EntryPath, Scanned.File> files = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  private Sources(AddRequest request) {
    this.request = request;
    this.selection = Selection.of(request.include(), request.exclude(), request.recursive());
  }

  /**
   * @throws IncompleteException when something is not there, all of it named
   */
  static List<Source> of(AddRequest request) throws IOException {
    Sources sources = new Sources(request);
    for (String file : request.files()) {
      sources.add(Path.of(file));
    }
    if (!sources.wrong.isEmpty()) {
      throw new IncompleteException("nothing was added", sources.wrong);
    }
    List<Source> all = new ArrayList<>(sources.folders);
    if (!sources.files.isEmpty()) {
      all.add(new Source.Files(List.copyOf(sources.files.values())));
    }
    return all;
  }

  private void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      folders.add(folder(path, selection));
    } else if (Files.isRegularFile(path)) {
      file(path);
    } else if (!Files.exists(path) && Glob.isPattern(path.toString())) {
      glob(path);
    } else {
      wrong.add(path + ": " + (Files.exists(path) ? "neither file nor folder" : "does not exist"));
    }
  }

  private Source.Folder folder(Path folder, Selection wanted) {
    String base = request.baseFolder();
    String kept = base == null ? "" : relative(Path.of(base), folder);
    return new Source.Folder(folder, under(kept), wanted, request.symlinks());
  }

  private void file(Path file) throws IOException {
    String base = request.baseFolder();
    String name = base == null ? String.valueOf(file.getFileName()) : relative(Path.of(base), file);
    EntryPath path = under(name);
    if (path == null || !selection.wants(name)) {
      return;
    }
    if (!Files.isReadable(file)) {
      wrong.add(file + ": permission denied");
      return;
    }
    Path real = file.toRealPath();
    Scanned.File other = files.put(path, new Scanned.File(path, real, Stamp.of(real, false)));
    if (other != null && !other.source().equals(real)) {
      wrong.add(file + " and " + other.source() + ": both would become " + path);
    }
  }

  /** A pattern that no shell has expanded: the folder before it, and what matches in there. */
  private void glob(Path path) {
    Path folder = path;
    while (folder.getParent() != null && Glob.isPattern(folder.toString())) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      wrong.add(path + ": does not exist");
      return;
    }
    List<Glob> matching = List.of(Glob.of(folder.relativize(path).toString()));
    folders.add(folder(folder, new Selection(matching, selection.exclude(), true)));
  }

  private @Nullable EntryPath under(String relative) {
    return DatasetFolder.of(request.datasetFolder(), relative);
  }

  private String relative(Path base, Path path) {
    Path normal = path.normalize();
    Path from = base.normalize();
    if (!normal.startsWith(from)) {
      wrong.add(path + ": does not lie in the base folder " + base);
      return "";
    }
    return from.relativize(normal).toString();
  }
}
