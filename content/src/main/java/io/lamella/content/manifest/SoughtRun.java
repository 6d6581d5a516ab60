package io.lamella.content.manifest;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run from a path on, behind those changes that it has at the folders above: what these remove
 * lies beneath them, and so perhaps behind the path. That is a run again.
 */
final class SoughtRun implements Cursor<Change> {
  private final RunBytes bytes;
  private final RunIndex index;
  private final Deque<EntryPath> above = new ArrayDeque<>();
  private final EntryPath from;
  private final RunRules rules = new RunRules();
  private @Nullable RunDecoder decoder;
  private @Nullable Change next;
  private boolean started;

  SoughtRun(RunBytes bytes, RunIndex index, EntryPath from) {
    this.bytes = bytes;
    this.index = index;
    this.from = from;
    byte[] path = from.bytes();
    for (int slash = from.lastSlash(path.length); slash > 0; slash = from.lastSlash(slash)) {
      above.push(from.prefix(slash));
    }
  }

  @Override
  public @Nullable Change next() throws IOException {
    while (!above.isEmpty()) {
      EntryPath folder = above.pop();
      seek(folder);
      if (next != null && next.path().equals(folder)) {
        return take();
      }
    }
    if (!started) {
      started = true;
      seek(from);
    }
    return next == null ? null : take();
  }

  private Change take() throws IOException {
    Change taken = Objects.requireNonNull(next);
    String problem = rules.problem(taken);
    if (problem != null) {
      throw new CorruptedException("run: " + problem);
    }
    next = decoder == null ? null : decoder.next();
    return taken;
  }

  /** Goes on to the first change at or behind {@code path}. */
  private void seek(EntryPath path) throws IOException {
    if (decoder != null && next == null) {
      return;
    }
    RunIndex.Block block = index.floor(path);
    if (decoder == null) {
      open(block);
    } else if (block != null && block.offset() > decoder.blockOffset()) {
      decoder.close();
      open(block);
    }
    while (next != null && next.path().compareTo(path) < 0) {
      next = decoder == null ? null : decoder.next();
    }
  }

  private void open(RunIndex.@Nullable Block block) throws IOException {
    decoder = RunDecoder.at(block, bytes, index);
    next = decoder.next();
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
  }
}
