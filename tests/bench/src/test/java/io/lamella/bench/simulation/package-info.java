@NullMarked
package io.lamella.bench.simulation;

import org.jspecify.annotations.NullMarked;
