@NullMarked
package io.lamella.upload.pack;

import org.jspecify.annotations.NullMarked;
