package io.lamella.upload;

/** What a process of this service does. */
public enum ServiceRole {
  /** Serves the data plane and takes events in. */
  UPLOAD,
  /** Loads what pipelines name. */
  WORKER,
  /** Claims pending seals and does them. */
  SEALER
}
