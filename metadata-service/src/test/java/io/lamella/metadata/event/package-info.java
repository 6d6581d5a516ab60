/** Tests of what the catalog tells others. */
@NullMarked
package io.lamella.metadata.event;

import org.jspecify.annotations.NullMarked;
