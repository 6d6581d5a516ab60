@NullMarked
package io.lamella.cli.version;

import org.jspecify.annotations.NullMarked;
