@NullMarked
package io.lamella.bench.growth;

import org.jspecify.annotations.NullMarked;
