@NullMarked
package io.lamella.sdk.version;

import org.jspecify.annotations.NullMarked;
