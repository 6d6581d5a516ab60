/** Blocks of packs kept on this machine's disk. */
@NullMarked
package io.lamella.cache.contentcache;

import org.jspecify.annotations.NullMarked;
