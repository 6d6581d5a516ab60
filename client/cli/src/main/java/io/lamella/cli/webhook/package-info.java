/** Who is told of what happens to versions. */
@NullMarked
package io.lamella.cli.webhook;

import org.jspecify.annotations.NullMarked;
