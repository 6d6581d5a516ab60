@NullMarked
package io.lamella.cli.ingest;

import org.jspecify.annotations.NullMarked;
