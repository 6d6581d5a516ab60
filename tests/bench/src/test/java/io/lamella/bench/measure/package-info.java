@NullMarked
package io.lamella.bench.measure;

import org.jspecify.annotations.NullMarked;
