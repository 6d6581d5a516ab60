/** What is in files of a version, and what it holds, in numbers. */
@NullMarked
package io.lamella.cli.preview;

import org.jspecify.annotations.NullMarked;
