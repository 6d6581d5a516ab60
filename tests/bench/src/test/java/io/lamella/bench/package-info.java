@NullMarked
package io.lamella.bench;

import org.jspecify.annotations.NullMarked;
