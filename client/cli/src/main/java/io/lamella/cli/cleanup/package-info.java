/** Which versions stay when a dataset is cleaned up. */
@NullMarked
package io.lamella.cli.cleanup;

import org.jspecify.annotations.NullMarked;
