/** Stores that have a name on this server, and how they are reached. */
@NullMarked
package io.lamella.kit.storage;

import org.jspecify.annotations.NullMarked;
