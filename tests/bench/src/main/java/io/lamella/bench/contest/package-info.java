/** The benchmarks: who does what in which round, and what must come out. */
@NullMarked
package io.lamella.bench.contest;

import org.jspecify.annotations.NullMarked;
