@NullMarked
package io.lamella.sdk.glob;

import org.jspecify.annotations.NullMarked;
