/** Errors as RFC 9457 problems, in both planes. */
@NullMarked
package io.lamella.kit.problem;

import org.jspecify.annotations.NullMarked;
