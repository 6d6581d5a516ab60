/** What was told of versions, and listening to it over HTTP. */
@NullMarked
package io.lamella.metadata.journal;

import org.jspecify.annotations.NullMarked;
