/** What commands say: objects for scripts, lines for people, progress on a terminal. */
@NullMarked
package io.lamella.cli.output;

import org.jspecify.annotations.NullMarked;
