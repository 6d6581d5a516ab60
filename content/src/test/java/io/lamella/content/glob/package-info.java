@NullMarked
package io.lamella.content.glob;

import org.jspecify.annotations.NullMarked;
