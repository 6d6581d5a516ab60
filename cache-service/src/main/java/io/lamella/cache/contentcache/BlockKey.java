package io.lamella.cache.contentcache;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackRef;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a cached block.
 *
 * @param number which block of the pack, from 0
 */
record BlockKey(PackRef pack, int number) {
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{64})\\.(\\d{1,9})\\.([0-9a-f]{32})\\.(\\d{1,9})");

  /** The name of its file. */
  String fileName() {
    return pack.id().hex() + "." + pack.generation() + "." + pack.domain() + "." + number;
  }

  /** Its file, relative to the cache's folder. */
  String file() {
    return fileName().substring(0, 2) + "/" + fileName();
  }

  /** Goes into the block's checksum, so that a block never passes for another one. */
  byte[] bytes() {
    return fileName().getBytes(StandardCharsets.US_ASCII);
  }

  /** The key with this file name, if it is one. */
  static Optional<BlockKey> parse(String fileName) {
    Matcher name = NAME.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    PackRef pack =
        new PackRef(name.group(3), Digest.parse(name.group(1)), Integer.parseInt(name.group(2)));
    return Optional.of(new BlockKey(pack, Integer.parseInt(name.group(4))));
  }
}
