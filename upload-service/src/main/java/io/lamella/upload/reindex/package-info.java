/** Rows of packs and chunks that are made again from what lies in a store. */
@NullMarked
package io.lamella.upload.reindex;

import org.jspecify.annotations.NullMarked;
