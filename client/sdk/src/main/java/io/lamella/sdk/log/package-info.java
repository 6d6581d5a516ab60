/** What was said about the making of a version. */
@NullMarked
package io.lamella.sdk.log;

import org.jspecify.annotations.NullMarked;
