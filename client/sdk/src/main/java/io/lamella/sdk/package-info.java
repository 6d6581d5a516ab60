/** The Java SDK: versioned datasets from a program. */
@NullMarked
package io.lamella.sdk;

import org.jspecify.annotations.NullMarked;
