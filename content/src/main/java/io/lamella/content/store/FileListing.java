package io.lamella.content.store;

import io.lamella.content.store.ObjectStore.ObjectInfo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One listing in key order. Reads only folders that can hold keys of the range, one at a time;
 * names that cannot be part of a key are not looked at.
 */
final class FileListing {
  private final String prefix;
  private final String after;
  private final int limit;
  private final List<ObjectInfo> found = new ArrayList<>();

  FileListing(Path root, String prefix, @Nullable String after, int limit) throws IOException {
    this.prefix = prefix;
    this.after = after == null ? "" : after;
    this.limit = limit;
    walk(root, "");
  }

  List<ObjectInfo> objects() {
    return List.copyOf(found);
  }

  private void walk(Path folder, String key) throws IOException {
    // A folder sorts as what its keys begin with: with a slash at its end.
    TreeMap<String, BasicFileAttributes> children = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (ObjectKey.isPart(name) && mayMatter(key + name)) {
          add(children, name, file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    }
    for (var child : children.entrySet()) {
      if (found.size() >= limit) {
        return;
      }
      String childKey = key + child.getKey();
      if (childKey.endsWith("/")) {
        if (isWanted(childKey)) {
          walk(folder.resolve(child.getKey()), childKey);
        }
      } else if (childKey.startsWith(prefix) && childKey.compareTo(after) > 0) {
        BasicFileAttributes file = child.getValue();
        found.add(new ObjectInfo(childKey, file.size(), file.lastModifiedTime().toInstant()));
      }
    }
  }

  private static void add(TreeMap<String, BasicFileAttributes> children, String name, Path file)
      throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        children.put(name + "/", attributes);
      } else if (attributes.isRegularFile()) {
        children.put(name, attributes);
      }
    } catch (NoSuchFileException e) {
      return; // deleted meanwhile
    }
  }

  /** Whether a file or folder of this key is worth a look at what it is. */
  private boolean mayMatter(String key) {
    return (key.startsWith(prefix) || prefix.startsWith(key))
        && (key.compareTo(after) > 0 || isWanted(key + "/"));
  }

  /** Whether keys that begin with {@code folder} can be in the range. */
  private boolean isWanted(String folder) {
    return (folder.startsWith(prefix) || prefix.startsWith(folder))
        && (folder.compareTo(after) > 0 || after.startsWith(folder));
  }
}
