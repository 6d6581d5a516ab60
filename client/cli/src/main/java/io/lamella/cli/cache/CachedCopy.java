package io.lamella.cli.cache;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.content.localcopy.LocalCopies;

/** A local copy as a line. */
final class CachedCopy {
  private CachedCopy() {}

  static void print(Output output, LocalCopies.Cached copy) {
    output.answer(
        Objects.of(
            "id", copy.id(),
            "digest", copy.versionDigest(),
            "prefix", copy.prefix(),
            "excerpt", copy.excerpt(),
            "path", copy.folder().toString(),
            "files", copy.files(),
            "bytes", copy.bytes(),
            "used", copy.used(),
            "inUse", copy.inUse(),
            "pinned", copy.pinned()),
        "%s  %s  %s  used %s%s%s%s  %s"
            .formatted(
                copy.id(),
                Sizes.count(copy.files(), "file"),
                Sizes.bytes(copy.bytes()),
                copy.used(),
                copy.inUse() ? ", in use" : "",
                copy.pinned() ? ", pinned" : "",
                copy.excerpt() == null ? "" : ", " + copy.excerpt(),
                copy.folder()));
  }
}
