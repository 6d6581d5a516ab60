/** Patterns over the paths of a version. */
@NullMarked
package io.lamella.content.glob;

import org.jspecify.annotations.NullMarked;
