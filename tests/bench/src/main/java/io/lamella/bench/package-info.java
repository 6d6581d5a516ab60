/**
 * Benchmarks of the packaged stack, through the command line. Nothing of the product knows them.
 */
@NullMarked
package io.lamella.bench;

import org.jspecify.annotations.NullMarked;
