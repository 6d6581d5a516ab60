/** The open content of versions: who may change it, and its states. */
@NullMarked
package io.lamella.upload.draft;

import org.jspecify.annotations.NullMarked;
