/** Servers for tests in containers, instead of as processes. */
@NullMarked
package io.lamella.containers;

import org.jspecify.annotations.NullMarked;
