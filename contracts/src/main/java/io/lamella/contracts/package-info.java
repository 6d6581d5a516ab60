/** What the services say to each other, in words that all of them share. */
@NullMarked
package io.lamella.contracts;

import org.jspecify.annotations.NullMarked;
