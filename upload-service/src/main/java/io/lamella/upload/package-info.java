/** Bytes in: chunks, packs, drafts, seals. */
@NullMarked
package io.lamella.upload;

import org.jspecify.annotations.NullMarked;
