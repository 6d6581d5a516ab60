@NullMarked
package io.lamella.upload.intake;

import org.jspecify.annotations.NullMarked;
