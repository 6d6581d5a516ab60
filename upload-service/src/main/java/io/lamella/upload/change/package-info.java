/** Runs of puts and deletes in drafts, and what becomes of them when their version moves on. */
@NullMarked
package io.lamella.upload.change;

import org.jspecify.annotations.NullMarked;
