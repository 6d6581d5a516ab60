/** Having the server take files that lie elsewhere. */
@NullMarked
package io.lamella.sdk.ingest;

import org.jspecify.annotations.NullMarked;
