package io.lamella.upload.transfer;

import io.lamella.upload.UploadConfig;
import java.time.Duration;

/**
 * How long a body is waited for.
 *
 * @param stall a body is given up that brings no byte for so long
 * @param least and one that brings fewer bytes in so long of waiting for it
 */
public record Patience(Duration stall, long least) {
  /** As this service is configured. */
  public static Patience of(UploadConfig config) {
    return new Patience(config.stall(), config.stallBytes().asLongValue());
  }
}
