@NullMarked
package io.lamella.sdk.ingest;

import org.jspecify.annotations.NullMarked;
