package io.lamella.content.localcopy;

import io.lamella.content.pack.PackSource;

/** What a call brings along: where bytes come from, who does the work, and who is told of it. */
record Work(MeteredSource source, Workers workers, LocalCopies.Progress progress)
    implements AutoCloseable {
  static Work begin(PackSource source, LocalCopies.Progress progress) {
    MeteredSource metered = new MeteredSource(source, progress);
    return new Work(metered, new Workers(metered::cancel), progress);
  }

  @Override
  public void close() {
    workers.close();
  }
}
