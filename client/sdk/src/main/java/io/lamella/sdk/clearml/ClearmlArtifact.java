package io.lamella.sdk.clearml;

import org.jspecify.annotations.Nullable;

/**
 * Something that ClearML stored beside a dataset: its state, an archive of its files, or metadata.
 *
 * @param key what it is called there; several may have the same on disk, of uploads that were tried
 *     again
 * @param type {@code dict}, {@code pandas}, {@code archive}, ...; empty when it is not known
 * @param uri where it lies
 * @param size bytes, or -1 when that is not known
 * @param preview text that the server keeps of it
 */
public record ClearmlArtifact(
    String key, String type, String uri, long size, @Nullable String preview) {
  /** The list of all files and links. */
  boolean isState() {
    return key.equals("state");
  }

  /** An archive of files. */
  boolean isArchive() {
    return key.equals("data") || key.startsWith("data_");
  }
}
