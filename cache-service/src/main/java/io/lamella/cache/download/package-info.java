/** What a client asks of bytes that never change: ranges and conditions. */
@NullMarked
package io.lamella.cache.download;

import org.jspecify.annotations.NullMarked;
