@NullMarked
package io.lamella.sdk.clearml;

import org.jspecify.annotations.NullMarked;
