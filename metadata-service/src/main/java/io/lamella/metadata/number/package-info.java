/** Version numbers: their form, their order, and which comes next. */
@NullMarked
package io.lamella.metadata.number;

import org.jspecify.annotations.NullMarked;
