/** Where objects lie. */
@NullMarked
package io.lamella.content.store;

import org.jspecify.annotations.NullMarked;
