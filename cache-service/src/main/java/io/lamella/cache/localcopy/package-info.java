/** Versions as folders on this machine, for jobs that run here. */
@NullMarked
package io.lamella.cache.localcopy;

import org.jspecify.annotations.NullMarked;
