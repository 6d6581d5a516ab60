/** What upload-service says about drafts, and asking it again. */
@NullMarked
package io.lamella.metadata.seal;

import org.jspecify.annotations.NullMarked;
