@NullMarked
package io.lamella.upload.tus;

import org.jspecify.annotations.NullMarked;
