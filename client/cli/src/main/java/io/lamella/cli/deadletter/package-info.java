/** Records that the services could not take. */
@NullMarked
package io.lamella.cli.deadletter;

import org.jspecify.annotations.NullMarked;
