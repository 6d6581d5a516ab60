@NullMarked
package io.lamella.metadata.cleanup;

import org.jspecify.annotations.NullMarked;
