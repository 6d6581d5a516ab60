package io.lamella.cache.file;

import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.download.ByteRange;
import io.lamella.cache.download.CheckedPieces;
import io.lamella.cache.download.Download;
import io.lamella.cache.download.EntityTag;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.pack.ExtentReader;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code files/{path}}: one file, whole or a range of it; its ETag is its digest. A link to the web
 * is a redirect, which says what the link was pinned to: what lies there by now is not looked at.
 */
@ApplicationScoped
public class FileContent implements Content {
  private final Manifests manifests;

  @Inject
  FileContent(Manifests manifests) {
    this.manifests = manifests;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    EntryPath path = asked.path();
    Manifest manifest = manifests.of(asked.ticket());
    Entry entry = manifest.find(path).orElse(null);
    if (entry instanceof Entry.File file) {
      return send(asked, file);
    }
    if (entry instanceof Entry.Link link) {
      return redirect(link);
    }
    if (entry instanceof Entry.Symlink symlink) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE, path + " is a symlink to " + symlink.target() + "; ask for that");
    }
    boolean folder = entry instanceof Entry.Folder || manifest.totals(path).entries() > 0;
    throw new LamellaException(
        ErrorCode.PATH_NOT_FOUND,
        folder
            ? path + " is a folder; entries?prefix= lists it, tar?path= streams it"
            : "The version has no " + path);
  }

  private Answer send(Asked asked, Entry.File file) {
    Download download =
        Download.of(
            asked,
            new EntityTag(file.digest().hex()),
            file.size(),
            MediaTypes.of(file.path().name()));
    Map<String, String> headers = new LinkedHashMap<>(download.headers());
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
    Optional<ByteRange> range = download.range();
    if (range.isEmpty()) {
      return new Answer.Head(download.status(), headers);
    }
    long length = range.get().length();
    InputStream in =
        length == 0
            ? InputStream.nullInputStream()
            : new ExtentReader(asked.packs()).stream(file.extents(), range.get().from(), length);
    boolean whole = length == file.size();
    return new Answer.Body(
        download.status(),
        headers,
        length,
        new CheckedPieces(in, length, whole ? file.digest() : null));
  }

  private static Answer redirect(Entry.Link link) {
    String uri = link.uri();
    String location = onTheWeb(uri);
    if (location != null) {
      Map<String, String> headers = new LinkedHashMap<>(Map.of("Location", location));
      if (link.size() >= 0) {
        headers.put("Lamella-Link-Size", Long.toString(link.size()));
      }
      String pin = link.pin();
      if (pin != null && pin.chars().allMatch(c -> c >= ' ' && c < 127)) {
        headers.put("Lamella-Link-Pin", pin);
      }
      Digest digest = link.digest();
      if (digest != null) {
        headers.put("Lamella-Link-Digest", digest.hex());
      }
      return new Answer.Head(307, headers);
    }
    throw new LamellaException(
        ErrorCode.WRONG_STATE,
        link.path() + " is an external link; its bytes lie at " + uri + ", not here");
  }

  /** The address as a header may hold it; null when it is none of the web. */
  private static @Nullable String onTheWeb(String uri) {
    try {
      return uri.startsWith("https://") || uri.startsWith("http://")
          ? new URI(uri).toASCIIString()
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
