@NullMarked
package io.lamella.upload.transfer;

import org.jspecify.annotations.NullMarked;
