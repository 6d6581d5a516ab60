/** Tar and zip streams, unpacked on their way into a draft. */
@NullMarked
package io.lamella.upload.archive;

import org.jspecify.annotations.NullMarked;
