package io.lamella.contracts.event;

import java.util.UUID;

/**
 * A draft could not be sealed.
 *
 * @param version id of the version
 * @param epoch the epoch that was to be sealed
 * @param code stable error code, see {@link io.lamella.contracts.error.ErrorCode}
 * @param detail what is wrong, for people
 */
public record SealFailed(UUID version, long epoch, String code, String detail) {}
