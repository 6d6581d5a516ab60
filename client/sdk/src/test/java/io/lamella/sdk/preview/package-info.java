@NullMarked
package io.lamella.sdk.preview;

import org.jspecify.annotations.NullMarked;
