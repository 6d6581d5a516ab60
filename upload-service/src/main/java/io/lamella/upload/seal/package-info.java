/** Drafts become manifests. */
@NullMarked
package io.lamella.upload.seal;

import org.jspecify.annotations.NullMarked;
