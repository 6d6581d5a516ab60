/** How it is measured: the time and the memory of whole processes. */
@NullMarked
package io.lamella.bench.measure;

import org.jspecify.annotations.NullMarked;
