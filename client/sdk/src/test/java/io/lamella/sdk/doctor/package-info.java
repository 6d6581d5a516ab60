@NullMarked
package io.lamella.sdk.doctor;

import org.jspecify.annotations.NullMarked;
