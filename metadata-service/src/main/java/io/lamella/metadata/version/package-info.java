/** Versions: creation, states, tickets, and what a caller sees of them. */
@NullMarked
package io.lamella.metadata.version;

import org.jspecify.annotations.NullMarked;
