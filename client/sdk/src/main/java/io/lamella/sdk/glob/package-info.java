/** Patterns over the paths of a version. */
@NullMarked
package io.lamella.sdk.glob;

import org.jspecify.annotations.NullMarked;
