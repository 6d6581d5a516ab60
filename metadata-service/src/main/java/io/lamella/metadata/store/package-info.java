/** Stores of objects, and the domains that share chunks. */
@NullMarked
package io.lamella.metadata.store;

import org.jspecify.annotations.NullMarked;
