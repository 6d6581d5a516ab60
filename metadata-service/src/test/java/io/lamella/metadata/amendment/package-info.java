@NullMarked
package io.lamella.metadata.amendment;

import org.jspecify.annotations.NullMarked;
