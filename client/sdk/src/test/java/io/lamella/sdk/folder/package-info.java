@NullMarked
package io.lamella.sdk.folder;

import org.jspecify.annotations.NullMarked;
