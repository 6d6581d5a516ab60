@NullMarked
package io.lamella.metadata.report;

import org.jspecify.annotations.NullMarked;
