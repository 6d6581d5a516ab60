package io.lamella.contracts.event;

import java.util.UUID;

/**
 * A local copy is ready on a node, or went from it. Best effort: the node's disk is the truth.
 *
 * @param version id of the version
 * @param digest version digest, 64 hex digits
 * @param node name of the node that holds it
 * @param path folder on that node
 * @param files number of files
 * @param bytes logical bytes
 */
public record LocalCopyEvent(
    UUID version, String digest, String node, String path, long files, long bytes) {}
