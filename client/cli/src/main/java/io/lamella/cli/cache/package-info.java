/** Commands about the local copies of this machine. */
@NullMarked
package io.lamella.cli.cache;

import org.jspecify.annotations.NullMarked;
