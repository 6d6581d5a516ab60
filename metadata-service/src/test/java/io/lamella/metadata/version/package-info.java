/** Tests. */
@NullMarked
package io.lamella.metadata.version;

import org.jspecify.annotations.NullMarked;
