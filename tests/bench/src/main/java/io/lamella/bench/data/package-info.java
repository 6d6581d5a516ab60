/** What is measured with: files that are the same on every machine. */
@NullMarked
package io.lamella.bench.data;

import org.jspecify.annotations.NullMarked;
