/** Forms of files, as browsers and {@code curl -F} send them. */
@NullMarked
package io.lamella.upload.form;

import org.jspecify.annotations.NullMarked;
