/** What a service says of its REST interface. */
@NullMarked
package io.lamella.kit.openapi;

import org.jspecify.annotations.NullMarked;
