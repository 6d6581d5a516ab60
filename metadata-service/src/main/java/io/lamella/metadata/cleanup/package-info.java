/** Rules that say which versions stay, and what puts the others into the trash. */
@NullMarked
package io.lamella.metadata.cleanup;

import org.jspecify.annotations.NullMarked;
