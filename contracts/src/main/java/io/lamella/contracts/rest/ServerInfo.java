package io.lamella.contracts.rest;

import java.net.URI;
import java.util.List;

/**
 * What a server is and where its data planes can be reached directly.
 *
 * @param version version of the software
 * @param uploads direct addresses of upload-service; empty: only through this one
 * @param caches direct addresses of cache-service; empty: only through this one
 */
public record ServerInfo(String version, List<URI> uploads, List<URI> caches) {
  public ServerInfo {
    uploads = List.copyOf(uploads);
    caches = List.copyOf(caches);
  }
}
