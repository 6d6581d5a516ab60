package io.lamella.standalone.archive;

/** A program that starts and ends. */
public final class Greeting {
  private Greeting() {}

  /** Says what its environment has it say. */
  public static void main(String[] arguments) {
    System.out.println("hello " + System.getenv("WHOM"));
  }
}
