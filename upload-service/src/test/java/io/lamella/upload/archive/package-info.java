@NullMarked
package io.lamella.upload.archive;

import org.jspecify.annotations.NullMarked;
