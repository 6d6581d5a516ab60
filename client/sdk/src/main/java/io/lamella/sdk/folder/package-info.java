/** Folders on this machine: what is in them, and what is known of them already. */
@NullMarked
package io.lamella.sdk.folder;

import org.jspecify.annotations.NullMarked;
