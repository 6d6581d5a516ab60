/** Versions and folders as tar streams. */
@NullMarked
package io.lamella.cache.tar;

import org.jspecify.annotations.NullMarked;
