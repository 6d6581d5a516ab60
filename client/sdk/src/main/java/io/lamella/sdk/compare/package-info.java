/** What differs between two versions. */
@NullMarked
package io.lamella.sdk.compare;

import org.jspecify.annotations.NullMarked;
