package io.lamella.cache.localcopy;

import java.util.UUID;

/** Is told when copies come and go. */
interface CopyEvents {
  /** A copy of {@code version} is there. */
  void ready(CopyRecord copy, UUID version);

  /** The copy of {@code version} went, for others or because it was asked to. */
  void evicted(CopyRecord copy, UUID version);
}
