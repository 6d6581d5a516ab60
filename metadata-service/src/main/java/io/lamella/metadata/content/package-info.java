/** The address of a version's files: where to go for their bytes. */
@NullMarked
package io.lamella.metadata.content;

import org.jspecify.annotations.NullMarked;
