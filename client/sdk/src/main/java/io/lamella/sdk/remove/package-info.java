/** Paths out of drafts. */
@NullMarked
package io.lamella.sdk.remove;

import org.jspecify.annotations.NullMarked;
