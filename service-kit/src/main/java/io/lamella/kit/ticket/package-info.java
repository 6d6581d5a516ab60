/** Tickets: how they are signed and read. */
@NullMarked
package io.lamella.kit.ticket;

import org.jspecify.annotations.NullMarked;
