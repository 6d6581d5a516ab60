/** Tests of reports. */
@NullMarked
package io.lamella.sdk.report;

import org.jspecify.annotations.NullMarked;
