package io.lamella.kit.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;

/**
 * Classes that a service needs only once those answer that it works with. A start that is recorded
 * (an AOT cache, a class archive) has nobody to work with, so they are named in {@code
 * start-classes.txt}, which {@code deploy/start/classes} writes.
 */
public final class StartClasses {
  private static final String LIST = "start-classes.txt";

  private StartClasses() {}

  /** Their names; none where a service has no list. */
  public static List<String> names() {
    try (InputStream list = loader().getResourceAsStream(LIST)) {
      return list == null ? List.of() : new String(list.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads and links them, and initializes none. Leaves out what a jar has for later Javas: from an
   * archive, Java 17 with an agent cannot have such a class, and the process crashes.
   *
   * @return the names of those that there are not
   */
  public static List<String> load() {
    return names().stream().filter(name -> !isOfLaterJava(name) && !isLinked(name)).toList();
  }

  private static boolean isOfLaterJava(String name) {
    URL file = loader().getResource(name.replace('.', '/') + ".class");
    return file != null && file.getPath().contains("!/META-INF/versions/");
  }

  private static boolean isLinked(String name) {
    try {
      var unused = Class.forName(name, false, loader()).getDeclaredMethods(); // which links it
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static ClassLoader loader() {
    return Thread.currentThread().getContextClassLoader();
  }
}
