/** Tests. */
@NullMarked
package io.lamella.metadata.number;

import org.jspecify.annotations.NullMarked;
