/** How clients of Kafka are made. */
@NullMarked
package io.lamella.kit.kafka;

import org.jspecify.annotations.NullMarked;
