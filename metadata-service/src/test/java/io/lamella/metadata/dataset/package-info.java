/** Tests. */
@NullMarked
package io.lamella.metadata.dataset;

import org.jspecify.annotations.NullMarked;
