@NullMarked
package io.lamella.cli.records;

import org.jspecify.annotations.NullMarked;
