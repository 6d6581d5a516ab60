@NullMarked
package io.lamella.metadata.merge;

import org.jspecify.annotations.NullMarked;
