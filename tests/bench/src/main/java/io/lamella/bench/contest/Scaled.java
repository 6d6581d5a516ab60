package io.lamella.bench.contest;

import io.lamella.bench.data.Dataset;

/** Data whose size follows the scale. */
@FunctionalInterface
interface Scaled {
  Dataset at(Scene scene);
}
