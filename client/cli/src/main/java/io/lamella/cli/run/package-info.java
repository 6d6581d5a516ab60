/** Which runs use which versions. */
@NullMarked
package io.lamella.cli.run;

import org.jspecify.annotations.NullMarked;
