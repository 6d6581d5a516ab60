@NullMarked
package io.lamella.cli.intake;

import org.jspecify.annotations.NullMarked;
