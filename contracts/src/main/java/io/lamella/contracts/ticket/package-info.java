/** Signed statements of metadata-service about a version. */
@NullMarked
package io.lamella.contracts.ticket;

import org.jspecify.annotations.NullMarked;
