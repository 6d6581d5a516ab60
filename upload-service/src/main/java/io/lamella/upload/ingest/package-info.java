/** Ingests: what pipelines name is listed, cut into items, and loaded into drafts. */
@NullMarked
package io.lamella.upload.ingest;

import org.jspecify.annotations.NullMarked;
