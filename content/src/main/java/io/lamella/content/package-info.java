/**
 * What a dataset is made of. Plain Java: no framework, no network, no clock of its own where a test
 * needs one.
 */
@NullMarked
package io.lamella.content;

import org.jspecify.annotations.NullMarked;
