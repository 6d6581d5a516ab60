/**
 * What is in a file, at a glance: the first rows of a table, a thumbnail, the head of a text. Files
 * are anybody's, so all that looks into one does so with limits, in a process of its own.
 */
@NullMarked
package io.lamella.preview;

import org.jspecify.annotations.NullMarked;
