/** Reports on versions: tables, histograms, scalars, images, media. */
@NullMarked
package io.lamella.metadata.report;

import org.jspecify.annotations.NullMarked;
