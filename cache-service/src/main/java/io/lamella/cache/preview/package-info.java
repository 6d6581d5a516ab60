/** Previews of files and statistics of versions: made once, in processes of their own, and kept. */
@NullMarked
package io.lamella.cache.preview;

import org.jspecify.annotations.NullMarked;
