/** The commands: up, down, ps, logs, demo. */
@NullMarked
package io.lamella.standalone.command;

import org.jspecify.annotations.NullMarked;
