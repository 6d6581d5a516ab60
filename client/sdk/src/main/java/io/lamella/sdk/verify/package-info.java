/** Whether stored bytes are what they should be. */
@NullMarked
package io.lamella.sdk.verify;

import org.jspecify.annotations.NullMarked;
