package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things lie under the root of a cache.
 *
 * <pre>
 * copies/ID/tree      what users see: the version's entries and nothing else
 * copies/ID/record    what each file was like when its content was known to be right
 * copies/ID/info      what it is a copy of, and its sums
 * copies/ID/used      its modification time is when the copy was last given out
 * copies/ID/pinned    there while the copy is pinned
 * copies/ID/stray     what others put into the tree, moved out of it
 * locks/ID.make       held by who makes, mends or removes a copy
 * locks/ID.use        held, shared, by who uses it
 * targets/KEY.*       records of writable copies elsewhere
 * tmp/ID              a copy that is being made, or was when its maker died
 * </pre>
 */
record Layout(Path root) {
  static Layout of(Path root) throws IOException {
    Files.createDirectories(root);
    Layout layout = new Layout(root.toRealPath());
    for (String folder : new String[] {"copies", "locks", "targets", "tmp"}) {
      Files.createDirectories(layout.root.resolve(folder));
    }
    return layout;
  }

  /** Equal content has equal ids. No path has a NUL, so no excerpt has the id of a prefix. */
  static String id(LocalCopies.Wanted wanted) {
    String id = wanted.root().versionDigest().hex().substring(0, 32);
    if (wanted.prefix() != null) {
      return id + "-" + shortHash(wanted.prefix().toString());
    }
    return wanted.excerpt() == null ? id : id + "-" + shortHash("\0" + wanted.excerpt().words());
  }

  static String shortHash(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  Path copies() {
    return root.resolve("copies");
  }

  Path copy(String id) {
    return copies().resolve(id);
  }

  Path tree(String id) {
    return copy(id).resolve("tree");
  }

  Path record(String id) {
    return copy(id).resolve("record");
  }

  Path info(String id) {
    return copy(id).resolve("info");
  }

  Path used(String id) {
    return copy(id).resolve("used");
  }

  Path pinned(String id) {
    return copy(id).resolve("pinned");
  }

  Path stray(String id) {
    return copy(id).resolve("stray");
  }

  Path makeLock(String id) {
    return root.resolve("locks").resolve(id + ".make");
  }

  Path useLock(String id) {
    return root.resolve("locks").resolve(id + ".use");
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  Path targets() {
    return root.resolve("targets");
  }
}
