/** Packs of a domain on their way from one store to another, while they are read and written. */
@NullMarked
package io.lamella.upload.migration;

import org.jspecify.annotations.NullMarked;
