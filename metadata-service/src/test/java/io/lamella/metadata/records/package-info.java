@NullMarked
package io.lamella.metadata.records;

import org.jspecify.annotations.NullMarked;
