/** Promises that packs stay. */
@NullMarked
package io.lamella.upload.lease;

import org.jspecify.annotations.NullMarked;
