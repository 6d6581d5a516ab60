/** Tests of the log. */
@NullMarked
package io.lamella.sdk.log;

import org.jspecify.annotations.NullMarked;
