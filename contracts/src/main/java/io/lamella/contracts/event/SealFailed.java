package io.lamella.contracts.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft could not be sealed.
 *
 * @param version id of the version
 * @param epoch the epoch that was to be sealed
 * @param code stable error code, see {@link io.lamella.contracts.error.ErrorCode}
 * @param detail what is wrong, for people
 * @param missing paths whose bytes are gone, at most 1,000: what to send again; absent when that is
 *     not what is wrong
 */
public record SealFailed(
    UUID version, long epoch, String code, String detail, @Nullable List<String> missing) {
  public SealFailed {
    missing = missing == null ? null : List.copyOf(missing);
  }

  public SealFailed(UUID version, long epoch, String code, String detail) {
    this(version, epoch, code, detail, null);
  }
}
