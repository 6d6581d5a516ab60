package io.lamella.content.localcopy;

import io.lamella.content.pack.PackSource;

/** What a call brings along: where bytes come from, who does the work, and who is told of it. */
record Work(MeteredSource source, LinkSource links, Workers workers, LocalCopies.Progress progress)
    implements AutoCloseable {
  static Work begin(PackSource source, LinkSource links, LocalCopies.Progress progress) {
    MeteredSource metered = new MeteredSource(source, progress);
    return new Work(metered, links, new Workers(metered::cancel), progress);
  }

  /** False: links are left out. */
  boolean takesLinks() {
    return links != LinkSource.NONE;
  }

  @Override
  public void close() {
    workers.close();
  }
}
