/** {@code lamella intake}: versions that events make by themselves. */
@NullMarked
package io.lamella.cli.intake;

import org.jspecify.annotations.NullMarked;
