@NullMarked
package io.lamella.upload.ingest;

import org.jspecify.annotations.NullMarked;
