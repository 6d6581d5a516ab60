/** What is measured: Lamella, and what others do the same with. */
@NullMarked
package io.lamella.bench.tool;

import org.jspecify.annotations.NullMarked;
