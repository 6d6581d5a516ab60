/** The connections of a service that has a database. */
@NullMarked
package io.lamella.kit.database;

import org.jspecify.annotations.NullMarked;
