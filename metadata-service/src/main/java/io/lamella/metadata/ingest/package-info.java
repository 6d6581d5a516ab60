/** Ingests: what pipelines ask for, over Kafka and HTTP, from the request to the answer. */
@NullMarked
package io.lamella.metadata.ingest;

import org.jspecify.annotations.NullMarked;
