/** Versions, datasets and projects as the catalog knows them. */
@NullMarked
package io.lamella.sdk.version;

import org.jspecify.annotations.NullMarked;
