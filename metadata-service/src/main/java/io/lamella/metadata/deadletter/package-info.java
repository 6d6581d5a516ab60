/** Records that consumers could not take: to look at, to send again, to drop. */
@NullMarked
package io.lamella.metadata.deadletter;

import org.jspecify.annotations.NullMarked;
