@NullMarked
package io.lamella.cli.clearml;

import org.jspecify.annotations.NullMarked;
