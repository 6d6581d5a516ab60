package io.lamella.metadata.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of requests. What exceeds one is answered with 413 or 422 and a text that names it. */
@ConfigMapping(prefix = "lamella.limits")
public interface Limits {
  /** Most rows of a page. */
  @WithDefault("1000")
  int pageSize();

  /** Rows of a page where none are asked for. */
  @WithDefault("100")
  int defaultPageSize();

  /** Longest project path, characters. */
  @WithDefault("1024")
  int projectLength();

  /** Longest name of a dataset or of one part of a project path, characters. */
  @WithDefault("255")
  int nameLength();

  /** Longest description or message, characters. */
  @WithDefault("65536")
  int textLength();

  /** Most tags of a version or dataset. */
  @WithDefault("100")
  int tags();

  /** Longest tag, characters. */
  @WithDefault("128")
  int tagLength();

  /** Largest metadata of a version, bytes of JSON. */
  @WithDefault("262144")
  int metadataBytes();

  /** Most versions in one answer about lineage, and most that one delete takes. */
  @WithDefault("10000")
  int lineage();
}
