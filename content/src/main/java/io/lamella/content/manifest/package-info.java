/** What a version holds: entries, changes, and the tree of segments. */
@NullMarked
package io.lamella.content.manifest;

import org.jspecify.annotations.NullMarked;
