/** Tests. */
@NullMarked
package io.lamella.metadata.limit;

import org.jspecify.annotations.NullMarked;
