/** Free metadata in other forms. */
@NullMarked
package io.lamella.sdk.metadata;

import org.jspecify.annotations.NullMarked;
