package io.lamella.content.manifest;

import io.lamella.content.Digest;

/**
 * A line of an inner segment: one segment of the level below.
 *
 * @param first path of the first entry in it
 * @param id SHA-256 of its canonical part
 * @param totals what lies in it
 * @param address where it is stored
 */
record Item(EntryPath first, Digest id, Manifest.Totals totals, Address address) {}
