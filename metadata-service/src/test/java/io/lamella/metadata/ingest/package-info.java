/** Tests. */
@NullMarked
package io.lamella.metadata.ingest;

import org.jspecify.annotations.NullMarked;
