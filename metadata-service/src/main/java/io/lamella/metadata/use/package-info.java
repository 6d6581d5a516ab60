/** Which runs used which versions. */
@NullMarked
package io.lamella.metadata.use;

import org.jspecify.annotations.NullMarked;
