/** Who asks, and what they may do. */
@NullMarked
package io.lamella.kit.caller;

import org.jspecify.annotations.NullMarked;
