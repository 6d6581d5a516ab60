@NullMarked
package io.lamella.cli.preview;

import org.jspecify.annotations.NullMarked;
