/** Bodies in and out, with back-pressure, between event loops and worker threads. */
@NullMarked
package io.lamella.upload.transfer;

import org.jspecify.annotations.NullMarked;
