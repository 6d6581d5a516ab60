/**
 * Black-box tests: the packaged stack, started by the script, used through the command line and
 * HTTP.
 */
@NullMarked
package io.lamella.acceptance;

import org.jspecify.annotations.NullMarked;
