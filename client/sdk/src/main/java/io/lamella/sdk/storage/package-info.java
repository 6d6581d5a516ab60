/** Where stored bytes lie: bringing them to another store, and finding again what lies there. */
@NullMarked
package io.lamella.sdk.storage;

import org.jspecify.annotations.NullMarked;
