/** Bodies of the REST interfaces. */
@NullMarked
package io.lamella.contracts.rest;

import org.jspecify.annotations.NullMarked;
