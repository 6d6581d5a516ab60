/** Work that lies in rows, claimed by whoever is free. */
@NullMarked
package io.lamella.upload.claim;

import org.jspecify.annotations.NullMarked;
