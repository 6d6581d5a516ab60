/** The open content of a version, at upload-service. */
@NullMarked
package io.lamella.sdk.draft;

import org.jspecify.annotations.NullMarked;
