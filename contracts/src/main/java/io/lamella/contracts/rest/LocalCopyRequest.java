package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Asks a node for a local copy.
 *
 * @param ticket ticket of the version
 * @param prefix only what lies beneath this folder; null: all
 * @param verify check every byte of what is there
 */
public record LocalCopyRequest(String ticket, @Nullable String prefix, boolean verify) {}
