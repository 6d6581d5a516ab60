/** A Kafka broker of our own, as a process beside us. */
@NullMarked
package io.lamella.standalone.kafka;

import org.jspecify.annotations.NullMarked;
