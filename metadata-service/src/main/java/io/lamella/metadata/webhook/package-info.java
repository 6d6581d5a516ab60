/** Webhooks: who is told of which events over HTTP, and how that went. */
@NullMarked
package io.lamella.metadata.webhook;

import org.jspecify.annotations.NullMarked;
