package io.lamella.sdk.transfer;

import io.lamella.sdk.folder.Symlinks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that are to be put into a draft.
 *
 * @param files absolute paths on this machine: of a folder its contents, of a file its name; what
 *     does not exist may be a glob
 * @param datasetFolder folder in the version that they go to; null: the top
 * @param baseFolder paths are kept relative to it; null: not kept
 * @param include globs, only what matches one; empty: all
 * @param exclude globs, nothing that matches one
 * @param recursive what lies in folders beneath too
 * @param symlinks what becomes of symlinks
 * @param skipInvalid leave out names that no version can hold, instead of refusing
 * @param strict refuse what is neither file, folder nor link, instead of leaving it out
 * @param checksum read every file, trust no index
 */
public record AddRequest(
    List<String> files,
    @Nullable String datasetFolder,
    @Nullable String baseFolder,
    List<String> include,
    List<String> exclude,
    boolean recursive,
    Symlinks symlinks,
    boolean skipInvalid,
    boolean strict,
    boolean checksum) {
  public AddRequest {
    files = List.copyOf(files);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** All of these, to the top of the version. */
  public static AddRequest of(List<String> files) {
    return new AddRequest(
        files, null, null, List.of(), List.of(), true, Symlinks.INSIDE, false, false, false);
  }

  /** The same, to a folder of the version. */
  public AddRequest into(String folder) {
    return new AddRequest(
        files,
        folder,
        baseFolder,
        include,
        exclude,
        recursive,
        symlinks,
        skipInvalid,
        strict,
        checksum);
  }

  /** The same, but only what one of these globs matches and none of those. */
  public AddRequest only(List<String> including, List<String> excluding) {
    return new AddRequest(
        files,
        datasetFolder,
        baseFolder,
        including,
        excluding,
        recursive,
        symlinks,
        skipInvalid,
        strict,
        checksum);
  }

  Survey.Terms terms() {
    return new Survey.Terms(skipInvalid, strict);
  }
}
