/** Having others told of what happens to versions. */
@NullMarked
package io.lamella.sdk.webhook;

import org.jspecify.annotations.NullMarked;
