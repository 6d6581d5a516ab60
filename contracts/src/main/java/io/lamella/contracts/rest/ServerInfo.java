package io.lamella.contracts.rest;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a server is and where its data planes can be reached directly.
 *
 * @param version version of the software
 * @param uploads direct addresses of upload-service; empty: only through this one
 * @param caches direct addresses of cache-service; empty: only through this one
 * @param storages URIs of the stores that have names here, by these; none where an older server
 *     says nothing of them
 */
public record ServerInfo(
    String version, List<URI> uploads, List<URI> caches, Map<String, String> storages) {
  public ServerInfo {
    uploads = List.copyOf(uploads);
    caches = List.copyOf(caches);
    storages = storages == null ? Map.of() : Map.copyOf(storages);
  }
}
