package io.lamella.metadata.intake;

import io.lamella.contracts.rest.IntakeRule;
import java.util.UUID;

/**
 * The rule of a dataset.
 *
 * @param revision one more with each change
 */
record Rule(UUID dataset, long revision, IntakeRule definition, Criteria criteria) {}
