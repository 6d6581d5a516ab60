@NullMarked
package io.lamella.cli.files;

import org.jspecify.annotations.NullMarked;
