/** Stored objects that hold many chunks. */
@NullMarked
package io.lamella.content.pack;

import org.jspecify.annotations.NullMarked;
