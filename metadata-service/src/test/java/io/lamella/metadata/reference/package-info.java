/** Tests. */
@NullMarked
package io.lamella.metadata.reference;

import org.jspecify.annotations.NullMarked;
