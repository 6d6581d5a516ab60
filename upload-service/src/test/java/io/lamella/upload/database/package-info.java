/** The service's database. */
@NullMarked
package io.lamella.upload.database;

import org.jspecify.annotations.NullMarked;
