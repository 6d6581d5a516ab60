package io.lamella.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The checkout that this program was built in, and what the build left there.
 *
 * @param top its top folder
 */
public record Installation(Path top) {
  private static final String BROKER = "io/lamella/standalone/kafka/BrokerMain.class";

  /**
   * The checkout named by the system property {@code lamella.top}, else the one around the working
   * folder.
   *
   * @throws IllegalStateException when there is none
   */
  public static Installation find() {
    String named = System.getProperty("lamella.top");
    Path start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("deploy/standalone/pom.xml"))) {
        return new Installation(folder);
      }
    }
    throw new IllegalStateException("no Lamella checkout around " + start);
  }

  /** Where the build puts the jars of the servers and of this module. */
  public Path target() {
    return top.resolve("deploy/standalone/target");
  }

  /**
   * What of this module the Kafka broker's process is of: the jar, or the folder of its classes
   * where these are newer.
   */
  public Path brokerProgram() {
    Path classes = target().resolve("classes");
    try {
      FileTime built = Files.getLastModifiedTime(classes.resolve(BROKER));
      for (Path jar : jars(target(), "lamella-standalone-")) {
        if (Files.getLastModifiedTime(jar).compareTo(built) >= 0) {
          return jar;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not built: " + classes, e);
    }
    return classes;
  }

  /** Class path of the Kafka broker's process. */
  public String brokerClassPath() {
    return String.join(
        ":",
        brokerProgram().toString(),
        target().resolve("servers") + "/*",
        target().resolve("lib") + "/*");
  }

  /** Class path of the processes of this module itself. */
  public String standaloneClassPath() {
    return target().resolve("classes") + ":" + target().resolve("lib") + "/*";
  }

  /**
   * The jar of the servers whose name begins so.
   *
   * @throws IllegalStateException when it was not built
   */
  public Path server(String prefix) {
    List<Path> found = jars(target().resolve("servers"), prefix);
    if (found.isEmpty()) {
      throw new IllegalStateException("not built: " + prefix + " in " + target());
    }
    return found.get(0);
  }

  private static List<Path> jars(Path folder, String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, prefix + "*.jar")) {
      jars.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("not built: " + folder, e);
    }
    return found;
  }
}
