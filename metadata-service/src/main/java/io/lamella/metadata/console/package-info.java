/** What was said about the making of versions. */
@NullMarked
package io.lamella.metadata.console;

import org.jspecify.annotations.NullMarked;
