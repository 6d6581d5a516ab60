/** Tests. */
@NullMarked
package io.lamella.metadata.deadletter;

import org.jspecify.annotations.NullMarked;
