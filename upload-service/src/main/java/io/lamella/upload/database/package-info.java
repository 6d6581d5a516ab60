/** Transactions, as worker threads write them. */
@NullMarked
package io.lamella.upload.database;

import org.jspecify.annotations.NullMarked;
