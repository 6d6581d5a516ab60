/** Projects, the hierarchical namespace, and the datasets that stand in them. */
@NullMarked
package io.lamella.metadata.project;

import org.jspecify.annotations.NullMarked;
