/** How a version is made of several: what is merged, against which ancestors, by which rule. */
@NullMarked
package io.lamella.metadata.merge;

import org.jspecify.annotations.NullMarked;
