/** The laws of the house. */
@NullMarked
package io.lamella.architecture;

import org.jspecify.annotations.NullMarked;
