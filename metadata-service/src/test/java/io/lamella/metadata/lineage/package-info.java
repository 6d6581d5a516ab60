/** Tests. */
@NullMarked
package io.lamella.metadata.lineage;

import org.jspecify.annotations.NullMarked;
