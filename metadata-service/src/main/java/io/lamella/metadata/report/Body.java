package io.lamella.metadata.report;

import io.lamella.contracts.rest.HistogramBody;
import io.lamella.contracts.rest.TableBody;
import org.jspecify.annotations.Nullable;

/** What is kept of a table or histogram, as one JSON object. */
public record Body(@Nullable TableBody table, @Nullable HistogramBody histogram) {}
