/** What stands in the way of working with a server, and what to do about it. */
@NullMarked
package io.lamella.sdk.doctor;

import org.jspecify.annotations.NullMarked;
