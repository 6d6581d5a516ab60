/** Tests. */
@NullMarked
package io.lamella.metadata.seal;

import org.jspecify.annotations.NullMarked;
