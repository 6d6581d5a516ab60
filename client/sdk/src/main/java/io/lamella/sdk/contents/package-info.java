/** What versions hold, read over the wire. */
@NullMarked
package io.lamella.sdk.contents;

import org.jspecify.annotations.NullMarked;
