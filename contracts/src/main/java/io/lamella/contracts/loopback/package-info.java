/** Whom a server answers that trusts its own machine; the edge and the services agree on it. */
@NullMarked
package io.lamella.contracts.loopback;

import org.jspecify.annotations.NullMarked;
