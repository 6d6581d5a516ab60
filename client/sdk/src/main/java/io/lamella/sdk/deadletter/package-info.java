/** Records that the services could not take. */
@NullMarked
package io.lamella.sdk.deadletter;

import org.jspecify.annotations.NullMarked;
