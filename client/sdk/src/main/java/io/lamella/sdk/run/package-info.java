/** Runs of other tools, and what they used. */
@NullMarked
package io.lamella.sdk.run;

import org.jspecify.annotations.NullMarked;
