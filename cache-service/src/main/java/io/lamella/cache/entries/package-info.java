/** Listings of a version. */
@NullMarked
package io.lamella.cache.entries;

import org.jspecify.annotations.NullMarked;
