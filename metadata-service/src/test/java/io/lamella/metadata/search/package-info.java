/** Tests. */
@NullMarked
package io.lamella.metadata.search;

import org.jspecify.annotations.NullMarked;
