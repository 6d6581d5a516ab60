@NullMarked
package io.lamella.sdk.server;

import org.jspecify.annotations.NullMarked;
