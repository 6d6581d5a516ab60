/** Where the SDK keeps its own files on this machine. */
@NullMarked
package io.lamella.sdk.home;

import org.jspecify.annotations.NullMarked;
