@NullMarked
package io.lamella.metadata.journal;

import org.jspecify.annotations.NullMarked;
