/** Where stored bytes lie. */
@NullMarked
package io.lamella.cli.storage;

import org.jspecify.annotations.NullMarked;
