/** The catalog's PostgreSQL. */
@NullMarked
package io.lamella.metadata.database;

import org.jspecify.annotations.NullMarked;
