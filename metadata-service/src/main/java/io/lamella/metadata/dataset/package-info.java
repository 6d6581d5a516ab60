/** Datasets: named lines of versions. */
@NullMarked
package io.lamella.metadata.dataset;

import org.jspecify.annotations.NullMarked;
