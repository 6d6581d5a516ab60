@NullMarked
package io.lamella.cli.reference;

import org.jspecify.annotations.NullMarked;
