/** Which chunks are known, and where they lie. */
@NullMarked
package io.lamella.upload.chunk;

import org.jspecify.annotations.NullMarked;
