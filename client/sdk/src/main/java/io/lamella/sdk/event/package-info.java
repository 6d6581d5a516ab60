/** Hearing of what happens to versions. */
@NullMarked
package io.lamella.sdk.event;

import org.jspecify.annotations.NullMarked;
