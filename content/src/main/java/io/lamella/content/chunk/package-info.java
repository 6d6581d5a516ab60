/** Content-defined pieces of files. */
@NullMarked
package io.lamella.content.chunk;

import org.jspecify.annotations.NullMarked;
