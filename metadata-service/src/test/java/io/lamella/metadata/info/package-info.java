/** Tests. */
@NullMarked
package io.lamella.metadata.info;

import org.jspecify.annotations.NullMarked;
