package io.lamella.standalone.kafka;

/** Makes the topics of the services at a broker, or gives them the partitions that they lack. */
public final class TopicsMain {
  private TopicsMain() {}

  /** Argument: the broker's address. */
  public static void main(String[] args) throws Exception {
    Topics.create(args[0]);
    System.out.println("the topics are there");
  }
}
