/**
 * Intake: events of files, and notifications of buckets, that become versions of the datasets whose
 * rules they match.
 */
@NullMarked
package io.lamella.metadata.intake;

import org.jspecify.annotations.NullMarked;
