/** Datasets as ClearML stores them, and a server that answers as ClearML does, for tests. */
@NullMarked
package io.lamella.clearml;

import org.jspecify.annotations.NullMarked;
