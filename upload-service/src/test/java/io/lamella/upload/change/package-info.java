@NullMarked
package io.lamella.upload.change;

import org.jspecify.annotations.NullMarked;
