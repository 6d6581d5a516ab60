/** Finalizes under way, and how to watch them. */
@NullMarked
package io.lamella.metadata.operation;

import org.jspecify.annotations.NullMarked;
