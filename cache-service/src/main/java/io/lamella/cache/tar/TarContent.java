package io.lamella.cache.tar;

import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.pack.ExtentReader;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;

/**
 * {@code tar}: the whole version, or with {@code path} what lies beneath a folder, named from that
 * folder on, as a tar stream. A file whose bytes are damaged cuts the stream off before its end.
 */
@ApplicationScoped
public class TarContent implements Content {
  private final Manifests manifests;

  @Inject
  TarContent(Manifests manifests) {
    this.manifests = manifests;
  }

  @Override
  public String name() {
    return "tar";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    EntryPath folder = asked.pathIn("path").orElse(null);
    Manifest manifest = manifests.of(asked.ticket());
    Manifest.Totals totals = folder == null ? manifest.totals() : manifest.totals(folder);
    if (folder != null && totals.entries() == 0 && manifest.find(folder).isEmpty()) {
      throw new LamellaException(ErrorCode.PATH_NOT_FOUND, "The version has no " + folder);
    }
    if (totals.links() > 0) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          totals.links()
              + " entries are external links, whose bytes are not here; use lamella get");
    }
    ExtentReader reader = new ExtentReader(asked.packs());
    return new Answer.Body(
        200,
        Map.of(
            "Content-Type",
            "application/x-tar",
            "Content-Disposition",
            "attachment; filename=\"" + asked.ticket().version() + ".tar\""),
        -1,
        new TarPieces(manifest.entries(folder, null), folder, reader));
  }
}
