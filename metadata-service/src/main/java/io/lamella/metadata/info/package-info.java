/** What this server is, and who the caller is to it. */
@NullMarked
package io.lamella.metadata.info;

import org.jspecify.annotations.NullMarked;
