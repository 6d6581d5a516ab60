@NullMarked
package io.lamella.upload.chunk;

import org.jspecify.annotations.NullMarked;
