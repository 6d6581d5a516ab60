/** What the caches on this disk have in common: what goes first, and how. */
@NullMarked
package io.lamella.cache.disk;

import org.jspecify.annotations.NullMarked;
