/** Answers of the data plane, sent in pieces as fast as the client takes them. */
@NullMarked
package io.lamella.cache.stream;

import org.jspecify.annotations.NullMarked;
