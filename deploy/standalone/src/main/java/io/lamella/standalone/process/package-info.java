/** Processes of the operating system: who they are, how they are started and ended. */
@NullMarked
package io.lamella.standalone.process;

import org.jspecify.annotations.NullMarked;
