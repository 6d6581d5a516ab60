/** Datasets as ClearML Data keeps them, and how they become versions here. */
@NullMarked
package io.lamella.sdk.clearml;

import org.jspecify.annotations.NullMarked;
