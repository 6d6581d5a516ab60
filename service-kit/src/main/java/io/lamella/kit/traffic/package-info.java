/** How much a process has to do with bodies, for whoever decides how many processes there are. */
@NullMarked
package io.lamella.kit.traffic;

import org.jspecify.annotations.NullMarked;
