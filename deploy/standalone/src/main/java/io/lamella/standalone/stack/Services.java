package io.lamella.standalone.stack;

import io.lamella.standalone.Installation;
import io.lamella.standalone.archive.ArchiveMaker;
import io.lamella.standalone.archive.ClassArchive;
import io.lamella.standalone.archive.TrainingRun;
import io.lamella.standalone.edge.EdgeMain;
import io.lamella.standalone.edge.Routes.Service;
import io.lamella.standalone.edge.Routes.Target;
import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.standalone.process.FreePort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How each service process of a stack is started. */
final class Services {
  /** Databases, one for each service that needs one. */
  static final List<String> DATABASES = List.of("metadata", "upload");

  /** What is not for the services: settings of the client's own, and those of the stack. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "LAMELLA_URL",
          "LAMELLA_TOKEN",
          "LAMELLA_HOME",
          "LAMELLA_VERSION",
          "LAMELLA_CACHE_BYTES",
          "LAMELLA_PATIENCE",
          Storage.POSTGRES,
          Storage.KAFKA);

  /**
   * Of who spends no time in loops: what the slow compiler would gain after minutes of load, less
   * than a quarter, costs half of a start.
   */
  private static final List<String> COMPILED_FAST = List.of("-XX:TieredStopAtLevel=1");

  /**
   * Of who hashes, and looks for boundaries of chunks: what is very hot is compiled well. With the
   * usual thresholds the slow compiler takes both cores of a small machine for the first minute.
   */
  private static final List<String> COMPILED_WHERE_HOT =
      List.of(
          "-XX:Tier4InvocationThreshold=200000",
          "-XX:Tier4MinInvocationThreshold=25000",
          "-XX:Tier4CompileThreshold=600000",
          "-XX:Tier4BackEdgeThreshold=800000");

  private static final Program METADATA = new Program("metadata-service", 256, COMPILED_FAST);
  private static final Program UPLOAD = new Program("upload-service", 384, COMPILED_WHERE_HOT);
  private static final Program CACHE = new Program("cache-service", 320, COMPILED_WHERE_HOT);

  /** Of a process with a database: the largest pool of a service, and two to migrate with. */
  private static final int POOL = 26;

  /** Connections for people, and for PostgreSQL's own use. */
  private static final int SPARE = 50;

  private final StackOptions options;
  private final Map<String, String> inherited;
  private final Installation installation;
  private final Storage storage;
  private final Ports ports;

  /** What processes of a service run, the most that each has on its heap, and its compiler. */
  private record Program(String module, int heapMegabytes, List<String> compiler) {}

  /**
   * @param inherited environment of the processes, where the stack does not set it; settings that
   *     begin with {@code LAMELLA_} precede its own, but for the client's, which no process gets
   */
  Services(
      StackOptions options,
      Map<String, String> inherited,
      Installation installation,
      Storage storage,
      Ports ports) {
    this.options = options;
    this.inherited = new HashMap<>(inherited);
    this.inherited.keySet().removeAll(OF_OTHERS);
    this.installation = installation;
    this.storage = storage;
    this.ports = ports;
  }

  /** Connections to PostgreSQL that all processes of such a stack may have at the same time. */
  static int connections(Map<Role, Integer> scale) {
    int processes =
        List.of(Role.METADATA, Role.UPLOAD, Role.WORKER, Role.SEALER).stream()
            .mapToInt(role -> count(role, scale))
            .sum();
    return processes * POOL + SPARE;
  }

  /** Every process but the edge. */
  List<JavaPart> all() throws IOException {
    List<JavaPart> parts = new ArrayList<>();
    for (String name : names(Role.METADATA)) {
      parts.add(service(name, Role.METADATA, METADATA, metadata()));
    }
    for (String name : names(Role.UPLOAD)) {
      parts.add(upload(name, Role.UPLOAD, "upload,worker,sealer"));
    }
    for (Role role : List.of(Role.WORKER, Role.SEALER)) {
      for (String name : names(role)) {
        parts.add(upload(name, role, role.label()));
      }
    }
    for (String name : names(Role.CACHE)) {
      parts.add(service(name, Role.CACHE, CACHE, cache(name)));
    }
    return parts;
  }

  JavaPart edge(int port) {
    String targets =
        List.of(Service.METADATA, Service.UPLOAD, Service.CACHE).stream()
            .flatMap(service -> targets(service).stream())
            .map(EdgeMain::argument)
            .collect(Collectors.joining(","));
    List<String> arguments = java(128, COMPILED_WHERE_HOT);
    arguments.addAll(List.of("-cp", installation.standaloneClassPath(), EdgeMain.class.getName()));
    arguments.addAll(
        List.of(
            options.listen().getHostAddress(),
            Integer.toString(port),
            Boolean.toString(options.isLoopback()),
            targets));
    return part(Role.EDGE.label(), Role.EDGE, url(reachable(), port), null, arguments, Map.of());
  }

  private JavaPart upload(String name, Role role, String roles) throws IOException {
    Map<String, String> environment = database("upload");
    environment.put("LAMELLA_ROLES", roles);
    environment.put("LAMELLA_METADATA_URL", url("127.0.0.1", ports.of(Role.METADATA.label())));
    if (options.isLoopback()) {
      environment.put("LAMELLA_INGEST_SOURCES", "*");
    }
    return service(name, role, UPLOAD, environment);
  }

  private Map<String, String> metadata() throws IOException {
    Map<String, String> environment = database("metadata");
    environment.put(
        "LAMELLA_TICKETS_PRIVATE_KEY_FILE",
        TicketKeys.in(options.folder().keys()).privateKey().toString());
    environment.put("LAMELLA_STORE_DEFAULT", options.folder().store().toUri().toString());
    if (options.isLoopback()) {
      environment.put("LAMELLA_ADDRESSES_UPLOADS", addresses(Role.UPLOAD));
      environment.put("LAMELLA_ADDRESSES_CACHES", addresses(Role.CACHE));
      environment.put("LAMELLA_WEBHOOKS_INTERNAL_NETWORKS", "127.0.0.0/8,::1");
    }
    return environment;
  }

  private Map<String, String> cache(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LAMELLA_NODE", name);
    environment.put("LAMELLA_CACHE_DIR", options.folder().scratch(name).toString());
    environment.put(
        "LAMELLA_LOCAL_COPIES_DIR", options.folder().scratch(name + "-local-copies").toString());
    environment.put(
        "LAMELLA_PREVIEWS_DIR", options.folder().scratch(name + "-previews").toString());
    return environment;
  }

  private Map<String, String> database(String name) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", storage.databases().reactiveUrl(name));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", storage.databases().jdbcUrl(name));
    environment.put("QUARKUS_DATASOURCE_USERNAME", storage.databases().user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", storage.databases().password());
    return environment;
  }

  private JavaPart service(String name, Role role, Program program, Map<String, String> own)
      throws IOException {
    int port = ports.of(name);
    Map<String, String> environment = new HashMap<>(own);
    inherited.forEach(
        (setting, value) -> {
          if (setting.startsWith("LAMELLA_")) {
            environment.put(setting, value);
          }
        });
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", storage.kafka());
    environment.put(
        "LAMELLA_TICKETS_PUBLIC_KEY_FILE",
        TicketKeys.in(options.folder().keys()).publicKey().toString());
    Path tokens = options.tokens();
    if (tokens != null) {
      environment.put("LAMELLA_AUTH_TOKENS_FILE", tokens.toAbsolutePath().toString());
    }
    return part(name, role, url("127.0.0.1", port), archive(program), java(program), environment);
  }

  private ClassArchive archive(Program program) {
    return new ClassArchive(
        installation.top().resolve(program.module()).resolve("target/quarkus-app/quarkus-run.jar"));
  }

  /** Makes what lets later starts be faster. */
  ArchiveMaker archives() {
    List<ArchiveMaker.Wanted> wanted = new ArrayList<>();
    for (Program program : List.of(METADATA, UPLOAD, CACHE)) {
      wanted.add(new ArchiveMaker.Wanted(archive(program), scratch -> trainingRun(program)));
    }
    wanted.add(
        new ArchiveMaker.Wanted(
            KafkaBroker.archive(installation),
            scratch -> KafkaBroker.trainingRun(installation, scratch)));
    return new ArchiveMaker(
        installation.target().resolve("class-archives.lock"),
        options.folder().scratch("class-archives"),
        wanted);
  }

  private TrainingRun.Command trainingRun(Program program) throws IOException {
    TicketKeys keys = TicketKeys.in(options.folder().keys());
    Path settings = installation.top().resolve("deploy/start/application.properties");
    return new TrainingRun.Command(
        java(program),
        Map.of(
            "LC_ALL",
            "C.UTF-8",
            "LAMELLA_TICKETS_PRIVATE_KEY_FILE",
            keys.privateKey().toString(),
            "LAMELLA_TICKETS_PUBLIC_KEY_FILE",
            keys.publicKey().toString(),
            "QUARKUS_CONFIG_LOCATIONS",
            settings.toUri().toString(),
            "QUARKUS_HTTP_PORT",
            Integer.toString(FreePort.find(1).get(0))));
  }

  private List<String> java(Program program) {
    List<String> arguments = java(program.heapMegabytes(), program.compiler());
    arguments.addAll(List.of("-jar", archive(program).jar().toString()));
    return arguments;
  }

  private JavaPart part(
      String name,
      Role role,
      String url,
      @Nullable ClassArchive archive,
      List<String> arguments,
      Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(inherited);
    environment.putAll(own);
    environment.put("LC_ALL", "C.UTF-8");
    return new JavaPart(
        new JavaPart.Spec(
            name,
            role,
            url,
            options.folder().log(name),
            archive,
            List.copyOf(arguments),
            environment));
  }

  private static List<String> java(int heapMegabytes, List<String> compiler) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MaxDirectMemorySize=" + Math.max(128, heapMegabytes) + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8"));
    arguments.addAll(compiler);
    return arguments;
  }

  private static int count(Role role, Map<Role, Integer> scale) {
    boolean always = role == Role.METADATA || role == Role.UPLOAD || role == Role.CACHE;
    return scale.getOrDefault(role, always ? 1 : 0);
  }

  private List<String> names(Role role) {
    return IntStream.rangeClosed(1, count(role, options.scale()))
        .mapToObj(number -> number == 1 ? role.label() : role.label() + "-" + number)
        .toList();
  }

  private String addresses(Role role) {
    return names(role).stream()
        .map(name -> url("127.0.0.1", ports.of(name)))
        .collect(Collectors.joining(","));
  }

  private List<Target> targets(Service service) {
    return names(Role.valueOf(service.name())).stream()
        .map(name -> new Target(service, "127.0.0.1", ports.of(name)))
        .toList();
  }

  /** An address of this machine that the edge answers on. */
  private String reachable() {
    InetAddress listen = options.listen();
    boolean here = listen.isAnyLocalAddress();
    if (listen instanceof Inet6Address) {
      return here || listen.isLoopbackAddress() ? "[::1]" : "[" + listen.getHostAddress() + "]";
    }
    return here ? "127.0.0.1" : listen.getHostAddress();
  }

  private static String url(String host, int port) {
    return "http://" + host + ":" + port;
  }
}
