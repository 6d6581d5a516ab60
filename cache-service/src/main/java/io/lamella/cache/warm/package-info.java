/** Fetches content before anybody asks for it. */
@NullMarked
package io.lamella.cache.warm;

import org.jspecify.annotations.NullMarked;
