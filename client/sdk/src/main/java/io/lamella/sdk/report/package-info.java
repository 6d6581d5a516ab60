/** Reports on versions. */
@NullMarked
package io.lamella.sdk.report;

import org.jspecify.annotations.NullMarked;
