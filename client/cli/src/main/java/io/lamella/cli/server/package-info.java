/** Commands about the server. */
@NullMarked
package io.lamella.cli.server;

import org.jspecify.annotations.NullMarked;
