/** Classes as the JVM maps them into memory, so that services start in half the time. */
@NullMarked
package io.lamella.standalone.archive;

import org.jspecify.annotations.NullMarked;
