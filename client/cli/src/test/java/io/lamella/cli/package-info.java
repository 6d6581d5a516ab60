@NullMarked
package io.lamella.cli;

import org.jspecify.annotations.NullMarked;
