@NullMarked
package io.lamella.metadata.console;

import org.jspecify.annotations.NullMarked;
