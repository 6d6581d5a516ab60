package io.lamella.upload.migration;

import java.util.UUID;

/**
 * A migration that is worked on.
 *
 * @param id id
 * @param domain dedup domain, 32 hex digits
 * @param target URI of the store that packs are brought to
 * @param keep what lies elsewhere stays there as well
 * @param claim of the one who works on it
 */
record Migration(UUID id, String domain, String target, boolean keep, UUID claim) {}
