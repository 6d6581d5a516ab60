/** One address in front of the services: a proxy that streams both ways and keeps nothing. */
@NullMarked
package io.lamella.standalone.edge;

import org.jspecify.annotations.NullMarked;
