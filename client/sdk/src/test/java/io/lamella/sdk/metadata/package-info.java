/** Tests of these forms. */
@NullMarked
package io.lamella.sdk.metadata;

import org.jspecify.annotations.NullMarked;
