/** Bodies of the CloudEvents on Kafka, their types and their topics. */
@NullMarked
package io.lamella.contracts.event;

import org.jspecify.annotations.NullMarked;
