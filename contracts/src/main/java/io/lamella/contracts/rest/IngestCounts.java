package io.lamella.contracts.rest;

/**
 * How far an ingest has come.
 *
 * @param planned whether all that its sources name is known, so that the totals are final
 * @param files files found so far
 * @param bytes their bytes, as far as the sources say
 * @param doneFiles files that are in the draft
 * @param doneBytes their bytes
 * @param failedFiles files that could not be had
 */
public record IngestCounts(
    boolean planned, long files, long bytes, long doneFiles, long doneBytes, long failedFiles) {
  /** Of one that has not begun. */
  public static final IngestCounts NONE = new IngestCounts(false, 0, 0, 0, 0, 0);
}
