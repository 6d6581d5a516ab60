/** Object stores for tests. */
@NullMarked
package io.lamella.buckets;

import org.jspecify.annotations.NullMarked;
