@NullMarked
package io.lamella.sdk.transfer;

import org.jspecify.annotations.NullMarked;
