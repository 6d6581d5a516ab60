/** What happens here when a version has become final. */
@NullMarked
package io.lamella.cache.finalized;

import org.jspecify.annotations.NullMarked;
