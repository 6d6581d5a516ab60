/** The stable error codes and the problem that carries one over the wire. */
@NullMarked
package io.lamella.contracts.error;

import org.jspecify.annotations.NullMarked;
