/** The whole stack on one machine. */
@NullMarked
package io.lamella.standalone;

import org.jspecify.annotations.NullMarked;
