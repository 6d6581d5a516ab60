package io.lamella.sdk.transfer;

import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackWriter;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A pack that is being filled, then sent, then stored. */
final class OutgoingPack {
  /** Under which name the server has stored it, and what it holds. */
  record Stored(PackRef ref, PackIndex index) {}

  final PackBuffer buffer;
  final CompletableFuture<Stored> stored = new CompletableFuture<>();
  private @Nullable PackWriter writer;
  private @Nullable PackIndex index;

  OutgoingPack(PackBuffer buffer) {
    this.buffer = buffer;
    this.writer = new PackWriter(buffer::write);
  }

  PackWriter writer() {
    PackWriter open = writer;
    if (open == null) {
      throw new IllegalStateException("the pack is finished");
    }
    return open;
  }

  /** Completes its bytes. From then on it is remembered for its chunks only, and stays small. */
  PackIndex finish() throws IOException {
    PackIndex finished = writer().finish();
    index = finished;
    writer = null;
    return finished;
  }

  PackIndex index() {
    PackIndex finished = index;
    if (finished == null) {
      throw new IllegalStateException("the pack is not finished");
    }
    return finished;
  }
}
