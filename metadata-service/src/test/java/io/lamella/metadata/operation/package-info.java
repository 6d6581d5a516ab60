/** Tests. */
@NullMarked
package io.lamella.metadata.operation;

import org.jspecify.annotations.NullMarked;
