package io.lamella.sdk.sync;

import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.transfer.Transferred;

/**
 * What a sync did.
 *
 * @param version the draft that holds the folder's content now, or the version that did before
 * @param transferred what was changed in it
 * @param changed false when the base holds just what the folder holds, so that there is no draft
 */
public record Synced(VersionView version, Transferred transferred, boolean changed) {}
