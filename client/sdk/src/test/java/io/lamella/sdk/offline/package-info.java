/** Versions that are made without a server. */
@NullMarked
package io.lamella.sdk.offline;

import org.jspecify.annotations.NullMarked;
