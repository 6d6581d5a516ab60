package io.lamella.containers;

import java.util.List;
import java.util.Map;

/** What a server's container is made of. */
public interface Recipe {
  /** Its image. */
  String image();

  /** Where it listens in the container. */
  int port();

  /**
   * Its variables.
   *
   * @param published the port of this machine that clients connect to
   */
  Map<String, String> environment(int published);

  /** Its command; empty: that of the image. */
  List<String> command();

  /**
   * Returns when it answers.
   *
   * @throws IllegalStateException when it does not in time
   */
  void awaitReady(int published, int seconds);
}
