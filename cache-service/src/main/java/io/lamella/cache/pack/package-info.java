/** Packs and where they lie. */
@NullMarked
package io.lamella.cache.pack;

import org.jspecify.annotations.NullMarked;
