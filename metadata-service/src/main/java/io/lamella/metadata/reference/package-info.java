/** References that people and scripts write, and the versions that they mean. */
@NullMarked
package io.lamella.metadata.reference;

import org.jspecify.annotations.NullMarked;
