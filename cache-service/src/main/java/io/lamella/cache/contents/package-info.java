/** The addresses beneath {@code /v1/contents/} and the entries of a version. */
@NullMarked
package io.lamella.cache.contents;

import org.jspecify.annotations.NullMarked;
