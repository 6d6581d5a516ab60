/** The stack: what runs, in which order, and what is known of it. */
@NullMarked
package io.lamella.standalone.stack;

import org.jspecify.annotations.NullMarked;
