/** Packs: where they lie, and ranges of them for clients. */
@NullMarked
package io.lamella.cache.pack;

import org.jspecify.annotations.NullMarked;
