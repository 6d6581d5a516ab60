/** CloudEvents on Kafka, binary mode. */
@NullMarked
package io.lamella.kit.event;

import org.jspecify.annotations.NullMarked;
