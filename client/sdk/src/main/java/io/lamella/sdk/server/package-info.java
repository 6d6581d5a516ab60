/** How the SDK talks to a server: one connection, retries, problems, direct data addresses. */
@NullMarked
package io.lamella.sdk.server;

import org.jspecify.annotations.NullMarked;
