package io.lamella.upload.pack;

import io.lamella.content.pack.PackRef;

/**
 * A live pack, as its row has it.
 *
 * @param number number of the row
 * @param pack what it names
 * @param store URI of the store that holds it
 * @param bytes length of the object
 * @param chunks number of chunks
 */
public record PackRow(long number, PackRef pack, String store, long bytes, int chunks) {}
