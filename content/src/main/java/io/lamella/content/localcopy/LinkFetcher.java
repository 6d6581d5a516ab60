package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what external links lead to, several at a time. One whose object is gone, or is another
 * one now, keeps none of the others from being fetched, and nothing of it is left.
 */
final class LinkFetcher {
  private static final int BUFFER = 128 << 10;

  private final Path tree;
  private final Work work;
  private final Use use;
  private final Map<String, LocalCopies.Problem> lacking = new ConcurrentSkipListMap<>();

  /**
   * @param tree where the files go; the folders above them are there
   */
  LinkFetcher(Path tree, Work work, Use use) {
    this.tree = tree;
    this.work = work;
    this.use = use;
  }

  /** Links that could not be fetched so far, in order of paths. */
  List<LocalCopies.Problem> lacking() {
    return List.copyOf(lacking.values());
  }

  /**
   * The lines of links, each with its stamp and what it was found to be; null for a lacking one.
   */
  List<@Nullable Line> fetch(List<Line> lines) throws IOException {
    AtomicReferenceArray<@Nullable Line> fetched = new AtomicReferenceArray<>(lines.size());
    List<Workers.Task> tasks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int number = i;
      tasks.add(() -> fetched.set(number, fetch(lines.get(number))));
    }
    work.workers().run(tasks);
    List<@Nullable Line> result = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      result.add(fetched.get(i));
    }
    return result;
  }

  private @Nullable Line fetch(Line line) throws IOException {
    Entry.Link link = (Entry.Link) line.entry();
    Path to = tree.resolve(link.path().toString());
    Entry.Link[] found = new Entry.Link[1];
    try {
      work.links().read(link, bytes -> found[0] = write(bytes, link, to));
    } catch (LinkFailure e) {
      Files.deleteIfExists(to);
      lacking.put(link.path().toString(), e.problem());
      return null;
    }
    Line arrived = new Line(found[0], null, false);
    Entry.File file = arrived.file();
    if (file == null) {
      throw new IllegalStateException("a link without its digest: " + link.path());
    }
    use.apply(to, file);
    work.progress().advance(1, file.size(), 0);
    return arrived.with(FileState.existing(to).stamp());
  }

  /** What an attempt before has left is written anew. */
  private Entry.Link write(InputStream elsewhere, Entry.Link link, Path to) throws IOException {
    long most = link.size() < 0 ? Long.MAX_VALUE : link.size();
    try (InputStream in = work.source().metered(elsewhere);
        FileSink sink = new FileSink(to, most)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sink.accept(ByteBuffer.wrap(buffer, 0, count));
      }
      return sink.complete(link);
    }
  }

  /** Takes away folders that were made for nothing but lacking links. */
  void clearFolders() throws IOException {
    for (String path : lacking.keySet()) {
      Path folder = tree.resolve(path).getParent();
      while (folder != null && !folder.equals(tree) && isEmpty(folder)) {
        Files.delete(folder);
        folder = folder.getParent();
      }
    }
  }

  /** Also one that was taken away for another link is no reason to stop. */
  private static boolean isEmpty(Path folder) throws IOException {
    return Files.exists(folder) && Trees.isEmpty(folder);
  }
}
