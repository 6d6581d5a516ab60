@NullMarked
package io.lamella.sdk.link;

import org.jspecify.annotations.NullMarked;
