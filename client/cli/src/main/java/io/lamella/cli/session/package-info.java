/** What every command has: options, configuration, a server. */
@NullMarked
package io.lamella.cli.session;

import org.jspecify.annotations.NullMarked;
