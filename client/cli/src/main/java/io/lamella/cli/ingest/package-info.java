/** Files that lie elsewhere, which the server takes. */
@NullMarked
package io.lamella.cli.ingest;

import org.jspecify.annotations.NullMarked;
