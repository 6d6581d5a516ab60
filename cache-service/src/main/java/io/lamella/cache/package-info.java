/** cache-service: bytes out. */
@NullMarked
package io.lamella.cache;

import org.jspecify.annotations.NullMarked;
