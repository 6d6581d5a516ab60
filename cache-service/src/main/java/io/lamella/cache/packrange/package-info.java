/** Packs as they lie, for clients that assemble files themselves. */
@NullMarked
package io.lamella.cache.packrange;

import org.jspecify.annotations.NullMarked;
