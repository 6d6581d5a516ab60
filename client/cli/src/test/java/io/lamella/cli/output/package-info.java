@NullMarked
package io.lamella.cli.output;

import org.jspecify.annotations.NullMarked;
