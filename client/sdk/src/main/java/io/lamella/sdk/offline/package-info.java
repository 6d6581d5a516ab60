/** Versions that are made without a server, in a folder, and put on one later. */
@NullMarked
package io.lamella.sdk.offline;

import org.jspecify.annotations.NullMarked;
