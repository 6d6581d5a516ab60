package io.lamella.cache.localcopy;

/** Is told when copies come and go. */
interface CopyEvents {
  /** A copy is there that was not, or not under this version. */
  void ready(CopyRecord copy);

  /** A copy went, for others or because it was asked to. */
  void evicted(CopyRecord copy);
}
