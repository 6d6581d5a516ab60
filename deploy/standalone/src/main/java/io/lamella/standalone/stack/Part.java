package io.lamella.standalone.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A process of the stack, running or not. Only its supervisor starts and stops it. */
interface Part {
  /** Its name, unique in the stack. */
  String name();

  Role role();

  /** What its clients connect to. */
  String address();

  /** What it says. */
  Path log();

  /** Starts it. PostgreSQL and Kafka take connections when this returns; others come up later. */
  void start() throws IOException;

  /** Stops it in order, and kills it when that takes too long. */
  void stop() throws IOException;

  /** The process, if it runs. */
  Optional<ProcessHandle> process();

  /** Whether it does its work. */
  default boolean isReady() {
    return process().isPresent() && Readiness.of(role(), address());
  }

  /** Whether it says that nothing but a new start would help. */
  default boolean isBroken() {
    return Readiness.isBroken(role(), address());
  }
}
