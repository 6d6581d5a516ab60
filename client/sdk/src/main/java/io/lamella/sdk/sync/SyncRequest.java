package io.lamella.sdk.sync;

import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.transfer.Source;
import io.lamella.sdk.transfer.Survey;
import org.jspecify.annotations.Nullable;

/**
 * What a sync is to do.
 *
 * @param folder the folder
 * @param draft the draft to bring to the folder's content; null: a new version, if anything differs
 * @param base what a new version builds on; null: nothing
 * @param wish how a new version is to be; its parents are those of {@code base} when it names none
 * @param terms what becomes of what cannot be taken
 * @param checksum read every file, trust no index
 */
public record SyncRequest(
    Source.Folder folder,
    @Nullable VersionView draft,
    @Nullable VersionView base,
    CreateVersion wish,
    Survey.Terms terms,
    boolean checksum) {}
