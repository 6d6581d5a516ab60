/** The door for tus 1.0 clients, browsers among them: files that come in several requests. */
@NullMarked
package io.lamella.upload.tus;

import org.jspecify.annotations.NullMarked;
