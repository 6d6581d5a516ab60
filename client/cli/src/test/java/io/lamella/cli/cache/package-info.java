@NullMarked
package io.lamella.cli.cache;

import org.jspecify.annotations.NullMarked;
