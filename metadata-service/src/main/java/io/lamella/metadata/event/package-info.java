/** Events that leave this service, through the outbox. */
@NullMarked
package io.lamella.metadata.event;

import org.jspecify.annotations.NullMarked;
