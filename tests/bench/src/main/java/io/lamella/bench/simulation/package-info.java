/**
 * What one machine cannot run: ingests by a thousand workers, as stations with servers and queues,
 * fed with measured times: {@code lamella bench simulate}.
 */
@NullMarked
package io.lamella.bench.simulation;

import org.jspecify.annotations.NullMarked;
