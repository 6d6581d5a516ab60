/** What metadata-service states about a version to the other services. */
@NullMarked
package io.lamella.metadata.ticket;

import org.jspecify.annotations.NullMarked;
