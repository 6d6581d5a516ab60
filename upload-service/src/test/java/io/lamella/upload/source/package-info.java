@NullMarked
package io.lamella.upload.source;

import org.jspecify.annotations.NullMarked;
