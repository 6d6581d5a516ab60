@NullMarked
package io.lamella.bench.data;

import org.jspecify.annotations.NullMarked;
