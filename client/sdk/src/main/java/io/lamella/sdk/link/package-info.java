/** Objects elsewhere that versions link to: what they are pinned by, and their bytes. */
@NullMarked
package io.lamella.sdk.link;

import org.jspecify.annotations.NullMarked;
