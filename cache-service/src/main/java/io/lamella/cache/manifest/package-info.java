/** Manifests of versions, kept while they are in use. */
@NullMarked
package io.lamella.cache.manifest;

import org.jspecify.annotations.NullMarked;
