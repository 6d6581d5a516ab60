/**
 * Files and forms that the service cuts into chunks itself, and what streams of many files need.
 */
@NullMarked
package io.lamella.upload.intake;

import org.jspecify.annotations.NullMarked;
