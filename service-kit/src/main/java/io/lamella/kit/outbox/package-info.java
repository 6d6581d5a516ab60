/** Transactional outbox over the reactive PostgreSQL client. */
@NullMarked
package io.lamella.kit.outbox;

import org.jspecify.annotations.NullMarked;
