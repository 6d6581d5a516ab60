package io.lamella.bench.simulation;

/**
 * What is loaded by whom.
 *
 * @param files of all requests together
 * @param requests that are loaded at the same time, all of one size
 * @param fileBytes size of a file
 * @param itemFiles files of an item
 * @param latency seconds from asking the source for an object to its first byte
 * @param workers processes that load
 * @param slots items that a process loads at the same time
 * @param ahead files of an item that are fetched at the same time
 * @param partitions of the topic of items
 * @param window items of a request that are on their way at most
 * @param cores processors: of each worker, or of all together when they share a machine
 * @param shared whether all is on one machine
 * @param databaseCores processors of PostgreSQL, when it has a machine of its own
 * @param storeBytes bytes a second that the store takes from all workers together
 */
record Setting(
    long files,
    int requests,
    int fileBytes,
    int itemFiles,
    double latency,
    int workers,
    int slots,
    int ahead,
    int partitions,
    int window,
    int cores,
    boolean shared,
    int databaseCores,
    double storeBytes) {
  Setting withWorkers(int count, long ofFiles) {
    return with(ofFiles, requests, count, partitions, window);
  }

  Setting withPartitions(int count) {
    return with(files, requests, workers, count, window);
  }

  Setting withWindow(int items) {
    return with(files, requests, workers, partitions, items);
  }

  Setting withRequests(int count) {
    return with(files, count, workers, partitions, window);
  }

  private Setting with(
      long ofFiles, int ofRequests, int ofWorkers, int ofPartitions, int ofWindow) {
    return new Setting(
        ofFiles,
        ofRequests,
        fileBytes,
        itemFiles,
        latency,
        ofWorkers,
        slots,
        ahead,
        ofPartitions,
        ofWindow,
        cores,
        shared,
        databaseCores,
        storeBytes);
  }
}
