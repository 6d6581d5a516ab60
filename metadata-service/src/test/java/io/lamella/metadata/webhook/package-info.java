@NullMarked
package io.lamella.metadata.webhook;

import org.jspecify.annotations.NullMarked;
