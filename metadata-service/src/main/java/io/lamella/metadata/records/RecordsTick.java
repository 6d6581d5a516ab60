package io.lamella.metadata.records;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks at topics whose records are collected, one replica at each. */
@ApplicationScoped
public class RecordsTick {
  /** Who asks for the ingests. */
  static final String WHO = "records";

  private static final Logger LOG = Logger.getLogger(RecordsTick.class);
  private static final int RULES = 100;
  private static final int AT_ONCE = 8;

  private final RecordsRules rules;
  private final Collecting collecting;
  private final Duration check;

  @Inject
  RecordsTick(RecordsRules rules, Collecting collecting, RecordsConfig config) {
    this.rules = rules;
    this.collecting = collecting;
    this.check = config.check();
  }

  @Scheduled(every = "${lamella.records.check}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return rules
        .claim(check, RULES)
        .chain(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUni(this::patiently)
                    .merge(AT_ONCE)
                    .collect()
                    .last())
        .onFailure()
        .invoke(failure -> LOG.debugf("records wait: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private Uni<Void> patiently(UUID dataset) {
    return collecting
        .step(dataset)
        .onFailure()
        .invoke(failure -> LOG.infof(failure, "records of dataset %s wait", dataset))
        .onFailure()
        .recoverWithNull();
  }
}
