/** What tests of the catalog share. */
@NullMarked
package io.lamella.metadata;

import org.jspecify.annotations.NullMarked;
