/** What is in files of a version, at a glance, and what the version holds, in numbers. */
@NullMarked
package io.lamella.sdk.preview;

import org.jspecify.annotations.NullMarked;
