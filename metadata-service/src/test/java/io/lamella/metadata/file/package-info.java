/** Tests. */
@NullMarked
package io.lamella.metadata.file;

import org.jspecify.annotations.NullMarked;
