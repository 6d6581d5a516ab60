/** Runs of puts and deletes in drafts. */
@NullMarked
package io.lamella.upload.change;

import org.jspecify.annotations.NullMarked;
