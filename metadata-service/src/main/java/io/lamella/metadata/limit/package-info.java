/** How large, how long and of which form things may be. */
@NullMarked
package io.lamella.metadata.limit;

import org.jspecify.annotations.NullMarked;
