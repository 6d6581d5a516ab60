@NullMarked
package io.lamella.sdk.remove;

import org.jspecify.annotations.NullMarked;
