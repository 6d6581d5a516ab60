@NullMarked
package io.lamella.cli.report;

import org.jspecify.annotations.NullMarked;
