package io.lamella.cache;

import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may happen to a pack in a {@code file:} store. */
public final class DamagedPack {
  private DamagedPack() {}

  /** Flips one bit, in the object's own file. */
  public static void flip(Path store, PackRef pack, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(store.resolve(pack.key()));
    bytes[at] ^= 1;
    replace(store, pack, bytes);
  }

  /** Cuts it off. */
  public static void truncate(Path store, PackRef pack, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(store.resolve(pack.key()));
    replace(store, pack, java.util.Arrays.copyOf(bytes, length));
  }

  /** Loses it. */
  public static void lose(Path store, PackRef pack) throws IOException {
    Files.delete(store.resolve(pack.key()));
  }

  /** Puts another object in its place. */
  public static void replace(Path store, PackRef pack, byte[] bytes) throws IOException {
    Path file = store.resolve(pack.key());
    Files.delete(file);
    Files.write(file, bytes);
  }
}
