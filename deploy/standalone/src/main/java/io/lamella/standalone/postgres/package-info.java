/** A PostgreSQL of our own, from binaries that Maven fetches. */
@NullMarked
package io.lamella.standalone.postgres;

import org.jspecify.annotations.NullMarked;
