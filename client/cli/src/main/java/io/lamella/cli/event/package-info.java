/** What happens to versions. */
@NullMarked
package io.lamella.cli.event;

import org.jspecify.annotations.NullMarked;
