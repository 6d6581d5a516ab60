/** How bodies come in. */
@NullMarked
package io.lamella.upload.transfer;

import org.jspecify.annotations.NullMarked;
