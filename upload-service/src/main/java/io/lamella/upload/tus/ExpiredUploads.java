package io.lamella.upload.tus;

import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Removes uploads that brought nothing for too long. Of whole ones the file stays in its draft. */
@ApplicationScoped
class ExpiredUploads {
  private static final int BATCH = 1000;

  private final Database database;
  private final Uploads uploads;
  private final UploadConfig config;

  @Inject
  ExpiredUploads(Database database, Uploads uploads, UploadConfig config) {
    this.database = database;
    this.uploads = uploads;
    this.config = config;
  }

  @Scheduled(
      every = "${lamella.cleaning}",
      delayed = "${lamella.cleaning}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void clean() {
    if (!config.roles().contains(ServiceRole.UPLOAD)) {
      return;
    }
    int deleted = BATCH;
    while (deleted == BATCH) {
      deleted = database.inTransaction(tx -> uploads.deleteExpired(tx, BATCH));
    }
  }
}
