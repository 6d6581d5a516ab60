/** Tests. */
@NullMarked
package io.lamella.metadata.project;

import org.jspecify.annotations.NullMarked;
