@NullMarked
package io.lamella.sdk.contents;

import org.jspecify.annotations.NullMarked;
