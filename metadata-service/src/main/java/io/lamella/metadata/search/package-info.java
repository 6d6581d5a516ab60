/** Finding versions by reference and by what they are. */
@NullMarked
package io.lamella.metadata.search;

import org.jspecify.annotations.NullMarked;
