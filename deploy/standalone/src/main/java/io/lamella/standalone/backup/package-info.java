/** What of a stack cannot be made again, as one file. */
@NullMarked
package io.lamella.standalone.backup;

import org.jspecify.annotations.NullMarked;
