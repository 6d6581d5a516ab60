/** How a service starts. */
@NullMarked
package io.lamella.kit.start;

import org.jspecify.annotations.NullMarked;
