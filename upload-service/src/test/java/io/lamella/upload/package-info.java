/** What the tests of this service share. */
@NullMarked
package io.lamella.upload;

import org.jspecify.annotations.NullMarked;
