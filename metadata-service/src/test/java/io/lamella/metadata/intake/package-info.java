/** Tests. */
@NullMarked
package io.lamella.metadata.intake;

import org.jspecify.annotations.NullMarked;
