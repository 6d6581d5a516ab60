/** What a version was built on, and what was built on it. */
@NullMarked
package io.lamella.metadata.lineage;

import org.jspecify.annotations.NullMarked;
