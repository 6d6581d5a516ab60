/** What callers see of datasets, and what they change about them. */
@NullMarked
package io.lamella.metadata.dataset;

import org.jspecify.annotations.NullMarked;
