/** How things grow: the same is done at several sizes, each ten times the one before or so. */
@NullMarked
package io.lamella.bench.growth;

import org.jspecify.annotations.NullMarked;
