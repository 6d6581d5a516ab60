/** Single files of a version, whole or in ranges. */
@NullMarked
package io.lamella.cache.file;

import org.jspecify.annotations.NullMarked;
