@NullMarked
package io.lamella.bench.contest;

import org.jspecify.annotations.NullMarked;
