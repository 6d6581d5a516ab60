package io.lamella.contracts;

/**
 * Where a run of neighbouring frames lies, as JSON.
 *
 * @param domain dedup domain, 32 hex digits
 * @param pack pack id, 64 hex digits
 * @param generation generation of the pack object, from 0
 * @param offset start of the first frame in the pack, bytes
 * @param storedLength length of all its frames with their headers, bytes
 * @param rawLength length of the decoded chunks, bytes
 * @param firstSlot index of the first chunk in the pack's footer
 * @param count number of chunks
 */
public record ExtentRef(
    String domain,
    String pack,
    int generation,
    long offset,
    long storedLength,
    long rawLength,
    int firstSlot,
    int count) {}
