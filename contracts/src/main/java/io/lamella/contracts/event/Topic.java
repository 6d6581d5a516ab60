package io.lamella.contracts.event;

import java.util.List;

/** Kafka topics. Each has a dead-letter topic beside it. */
public final class Topic {
  private Topic() {}

  /** What happened to versions; key: dataset id. */
  public static final String VERSIONS = "lamella.versions";

  /** Seal requests; key: version id. */
  public static final String SEALS = "lamella.seals";

  /** What upload-service found out about versions; key: version id. */
  public static final String UPLOADS = "lamella.uploads";

  /** Local copies that came and went; key: version id. */
  public static final String LOCAL_COPIES = "lamella.local-copies";

  /** Requests of pipelines; key: dataset. */
  public static final String INGESTS = "lamella.ingests";

  /** Ingest requests with their tickets; key: version id. */
  public static final String INGEST_PLANS = "lamella.ingest-plans";

  /** Bounded pieces of ingest work; key: ingest id and item number. */
  public static final String INGEST_ITEMS = "lamella.ingest-items";

  /** Answers to pipelines; key: ingest id. */
  public static final String INGEST_RESULTS = "lamella.ingest-results";

  /** Events of files, and notifications of buckets, for datasets with an intake rule. */
  public static final String INTAKE = "lamella.intake";

  /** What is asked of stores; key: dedup domain. */
  public static final String STORES = "lamella.stores";

  /** Every topic, without the dead-letter topics. */
  public static final List<String> ALL =
      List.of(
          VERSIONS,
          SEALS,
          UPLOADS,
          LOCAL_COPIES,
          INGESTS,
          INGEST_PLANS,
          INGEST_ITEMS,
          INGEST_RESULTS,
          INTAKE,
          STORES);

  /** Topics whose consumers try a record again, later and out of the way of those behind it. */
  public static final List<String> RETRIED =
      List.of(VERSIONS, SEALS, UPLOADS, INGESTS, INGEST_PLANS, STORES);

  /** How long a record waits before each of its retries, milliseconds. */
  private static final List<Integer> RETRY_DELAYS = List.of(1_000, 10_000, 60_000);

  /** The topics in which records of {@code topic} wait for their retries, in order. */
  public static List<String> retries(String topic) {
    return RETRY_DELAYS.stream().map(delay -> topic + "_retry_" + delay).toList();
  }

  /** The topic for records of {@code topic} that one consumer could not take. */
  public static String deadLetters(String topic) {
    return topic + ".dlq";
  }
}
