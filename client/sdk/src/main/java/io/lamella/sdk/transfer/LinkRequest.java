package io.lamella.sdk.transfer;

import io.lamella.sdk.folder.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects elsewhere that a draft is to link to.
 *
 * @param uris their addresses; of a {@code file:} folder all files in it
 * @param datasetFolder folder in the version that they go to; null: the top
 * @param selection which of them, by their names, or their paths beneath a folder
 * @param materialize fetch their bytes and put them as files
 */
public record LinkRequest(
    List<String> uris, @Nullable String datasetFolder, Selection selection, boolean materialize) {
  public LinkRequest {
    uris = List.copyOf(uris);
  }
}
