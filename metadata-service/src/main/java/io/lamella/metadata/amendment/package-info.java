/** What was changed about versions, by whom and when. */
@NullMarked
package io.lamella.metadata.amendment;

import org.jspecify.annotations.NullMarked;
