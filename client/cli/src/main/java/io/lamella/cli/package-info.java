/** The {@code lamella} command: parsing, exit codes, errors. */
@NullMarked
package io.lamella.cli;

import org.jspecify.annotations.NullMarked;
