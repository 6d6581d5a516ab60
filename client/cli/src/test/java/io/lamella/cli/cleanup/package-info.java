@NullMarked
package io.lamella.cli.cleanup;

import org.jspecify.annotations.NullMarked;
