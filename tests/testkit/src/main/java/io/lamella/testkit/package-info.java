/** Real PostgreSQL and Kafka for tests. */
@NullMarked
package io.lamella.testkit;

import org.jspecify.annotations.NullMarked;
