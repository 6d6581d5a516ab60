/** Folders into drafts: plan, read, cut, find what is known, pack, send, register, all at once. */
@NullMarked
package io.lamella.sdk.transfer;

import org.jspecify.annotations.NullMarked;
