package io.lamella.kit.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartClassesTest {
  private static final String PLAIN = Plain.class.getName();
  private static final String LATER = Later.class.getName();

  @TempDir Path folder;
  private Finds loader;

  @BeforeEach
  void load() throws IOException {
    Path jar = folder.resolve("service.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      add(out, "start-classes.txt", (PLAIN + "\n" + LATER + "\nnot.There\n").getBytes(UTF_8));
      add(out, path(PLAIN), bytes(PLAIN));
      add(out, "META-INF/versions/9/" + path(LATER), bytes(LATER));
    }
    loader = new Finds(jar.toUri().toURL());
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void restore() throws IOException {
    Thread.currentThread().setContextClassLoader(StartClassesTest.class.getClassLoader());
    loader.close();
  }

  @Test
  void loadsWhatThereIsAndSaysWhatIsNot() {
    assertThat(StartClasses.load()).containsExactly("not.There");

    assertThat(loader.found).contains(PLAIN);
  }

  @Test
  void leavesClassesOfLaterJavasOut() throws Exception {
    StartClasses.load();

    assertThat(loader.found).doesNotContain(LATER);
    assertThat(loader.loadClass(LATER).getClassLoader()).isSameAs(loader); // which it could
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = StartClassesTest.class.getClassLoader().getResourceAsStream(path(name))) {
      return in.readAllBytes();
    }
  }

  private static String path(String name) {
    return name.replace('.', '/') + ".class";
  }

  static final class Plain {}

  static final class Later {}

  /** Notes what is loaded from the jar. */
  private static final class Finds extends URLClassLoader {
    private final List<String> found = new ArrayList<>();

    Finds(URL jar) {
      super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      found.add(name);
      return super.findClass(name);
    }
  }
}
