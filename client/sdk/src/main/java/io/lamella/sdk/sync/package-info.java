/** A draft made to hold what a folder holds. */
@NullMarked
package io.lamella.sdk.sync;

import org.jspecify.annotations.NullMarked;
