package io.lamella.acceptance;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store of packaged services a faulty one, as one far away is at times: an agent in their
 * JVMs lets each request to a {@code file:} store meet what a file orders at that moment. Nothing
 * can be read past the store as a file then.
 */
public final class StoreFaults {
  private static final String ORDERS = "lamella.test.store-faults";
  private static final String EVERY_THIRD = "every-third";
  private static final List<Class<?>> PARTS =
      List.of(StoreFaults.class, Weaver.class, Request.class, NoFile.class);
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicLong REQUESTS = new AtomicLong();

  private final Path orders;
  private final Path agent;

  /**
   * @param folder where the agent and its orders lie
   */
  StoreFaults(Path folder) throws IOException {
    this.orders = folder.resolve("orders");
    this.agent = folder.resolve("store-faults.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", StoreFaults.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toString());
    try (OutputStream out = Files.newOutputStream(agent);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Class<?> part : PARTS) {
        String name = part.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream in = part.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(jar);
        }
      }
    }
  }

  /** What a stack's processes need in their environment. */
  Map<String, String> settings() {
    return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + agent + "=" + orders);
  }

  /** From now on every third request of each process fails. */
  void everyThird() throws IOException {
    order(EVERY_THIRD);
  }

  /** From now on every request takes so long. */
  void slow(Duration each) throws IOException {
    order(Long.toString(each.toMillis()));
  }

  private void order(String order) throws IOException {
    Files.deleteIfExists(met(orders));
    Path written = Files.writeString(orders.resolveSibling("next"), order);
    Files.move(
        written, orders, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Ends the fault; how many requests have met it. */
  long end() throws IOException {
    Files.delete(orders);
    return Files.exists(met(orders)) ? Files.size(met(orders)) : 0;
  }

  private static Path met(Path orders) {
    return orders.resolveSibling("met");
  }

  /** Called by the JVM of a service as it starts. */
  public static void premain(String orders, Instrumentation instrumentation) {
    System.setProperty(ORDERS, orders);
    instrumentation.addTransformer(new Weaver());
  }

  /**
   * Puts the fault before the requests of stores. Looks at nothing else: services start with it.
   */
  static final class Weaver implements ClassFileTransformer {
    private static final String STORE = "io/lamella/content/store/FileObjectStore";
    private static final String UPLOAD = "io/lamella/content/store/FileUpload";

    @Override
    public byte @Nullable [] transform(
        ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        ProtectionDomain domain,
        byte[] bytes) {
      if (STORE.equals(name)) {
        return woven(loader, name, bytes, "upload", "read", "stat", "delete", "list");
      }
      return UPLOAD.equals(name) ? woven(loader, name, bytes, "commit") : null;
    }

    private static byte[] woven(ClassLoader loader, String name, byte[] bytes, String... requests) {
      String type = name.replace('/', '.');
      ClassFileLocator classes =
          new ClassFileLocator.Compound(
              ClassFileLocator.Simple.of(type, bytes), ClassFileLocator.ForClassLoader.of(loader));
      return new ByteBuddy()
          .redefine(TypePool.Default.of(classes).describe(type).resolve(), classes)
          .visit(Advice.to(Request.class).on(namedOneOf(requests)))
          .visit(Advice.to(NoFile.class).on(named("localFile")))
          .make()
          .getBytes();
    }
  }

  /** Called before each request to a store. */
  public static void before() throws IOException {
    Path orders = Path.of(System.getProperty(ORDERS));
    if (!Files.exists(orders)) {
      return;
    }
    String order = Files.readString(orders);
    boolean fails = order.equals(EVERY_THIRD);
    if (fails && REQUESTS.incrementAndGet() % 3 != 0) {
      return;
    }
    Files.write(met(orders), new byte[] {1}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (fails) {
      throw new IOException("the store failed this request");
    }
    try {
      boolean unused = NEVER.await(Long.parseLong(order), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** What stands before each request. */
  static final class Request {
    private Request() {}

    @Advice.OnMethodEnter
    static void enter() throws IOException {
      before();
    }
  }

  /** A store that keeps nothing on this machine. */
  static final class NoFile {
    private NoFile() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Optional<Path> file) {
      file = Optional.empty();
    }
  }
}
