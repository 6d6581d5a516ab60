@NullMarked
package io.lamella.cli.webhook;

import org.jspecify.annotations.NullMarked;
