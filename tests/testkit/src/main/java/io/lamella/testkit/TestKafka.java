package io.lamella.testkit;

import java.io.IOException;

/** The Kafka broker of a test JVM. */
public interface TestKafka {
  /** What producers and consumers connect to. */
  String bootstrapServers();

  /** Whether it runs. */
  boolean runs() throws IOException;

  /** Starts it on what it kept, and returns when it takes connections. */
  void start() throws IOException;

  /** Stops it in order. */
  void stop() throws IOException;

  /** Kills it, and starts it as one that does not know what its consumers have read. */
  void forgetConsumers() throws IOException;

  /** Kills it, and starts it without anything that it kept; there are no topics. */
  void loseAll() throws IOException;
}
