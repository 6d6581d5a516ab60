/** Stored bytes of datasets on their way from one store to another. */
@NullMarked
package io.lamella.metadata.migration;

import org.jspecify.annotations.NullMarked;
