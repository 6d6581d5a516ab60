/** Packs: taken in, stored, known by rows. */
@NullMarked
package io.lamella.upload.pack;

import org.jspecify.annotations.NullMarked;
