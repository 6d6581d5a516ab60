/** Versions as folders on a machine. */
@NullMarked
package io.lamella.content.localcopy;

import org.jspecify.annotations.NullMarked;
