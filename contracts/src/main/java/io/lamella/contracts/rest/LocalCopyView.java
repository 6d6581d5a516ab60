package io.lamella.contracts.rest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A local copy on a node.
 *
 * @param id id
 * @param version id of the version
 * @param digest version digest, 64 hex digits
 * @param state {@code waiting}, {@code copying}, {@code ready} or {@code failed}
 * @param node name of the node
 * @param path folder on that node, once ready
 * @param files files written
 * @param bytes bytes written
 * @param failure why it failed
 */
public record LocalCopyView(
    String id,
    UUID version,
    String digest,
    String state,
    String node,
    @Nullable String path,
    long files,
    long bytes,
    @Nullable Failure failure) {}
