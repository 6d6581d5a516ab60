/** Datasets of ClearML, and how they come here. */
@NullMarked
package io.lamella.cli.clearml;

import org.jspecify.annotations.NullMarked;
