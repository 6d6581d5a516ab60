/** Files and tar streams that the service cuts into chunks itself. */
@NullMarked
package io.lamella.upload.intake;

import org.jspecify.annotations.NullMarked;
