/** Tests. */
@NullMarked
package io.lamella.metadata.content;

import org.jspecify.annotations.NullMarked;
