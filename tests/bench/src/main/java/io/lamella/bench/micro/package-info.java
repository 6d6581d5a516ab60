/** Micro-benchmarks of {@code content}, run by JMH: {@code lamella bench jmh [FILTER]}. */
@NullMarked
package io.lamella.bench.micro;

import org.jspecify.annotations.NullMarked;
