/** Traces that go on through rows, records and threads, and what logs say of the work under way. */
@NullMarked
package io.lamella.kit.trace;

import org.jspecify.annotations.NullMarked;
