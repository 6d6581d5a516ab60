@NullMarked
package io.lamella.cli.session;

import org.jspecify.annotations.NullMarked;
