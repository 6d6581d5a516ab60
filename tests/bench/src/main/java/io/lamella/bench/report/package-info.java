/** What came out: tables and JSON. */
@NullMarked
package io.lamella.bench.report;

import org.jspecify.annotations.NullMarked;
