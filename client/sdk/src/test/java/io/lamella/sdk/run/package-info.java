@NullMarked
package io.lamella.sdk.run;

import org.jspecify.annotations.NullMarked;
