package io.lamella.upload.intake;

/**
 * A file, all of whose chunks are in a window.
 *
 * @param content takes its places
 */
record SmallFile(Content content, Window window) {}
