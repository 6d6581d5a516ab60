package io.lamella.standalone.kafka;

import io.lamella.standalone.Installation;
import io.lamella.standalone.archive.ClassArchive;
import io.lamella.standalone.archive.TrainingRun;
import io.lamella.standalone.process.Await;
import io.lamella.standalone.process.FreePort;
import io.lamella.standalone.process.LogFile;
import io.lamella.standalone.process.OwnSession;
import io.lamella.standalone.process.ProcessIdentity;
import io.lamella.standalone.process.StartFailedException;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One Kafka broker, its own controller, as a process of this machine on 127.0.0.1. Its folder keeps
 * the logs, the configuration and a note of the process; an object only stands for what lies there,
 * so any process may make one to look at, stop or kill the broker.
 *
 * @param installation where its jars come from
 * @param folder what it keeps
 * @param log what it says, appended; in a folder that exists
 * @param port where clients connect
 * @param controllerPort where it talks to itself
 */
public record KafkaBroker(
    Installation installation, Path folder, Path log, int port, int controllerPort) {
  private static final List<String> JAVA =
      List.of(
          "-Xmx256m",
          "-Xms64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=48m",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** Whether the broker outlives the process that started it. */
  public enum Life {
    ITS_OWN,
    OF_ITS_STARTER
  }

  /**
   * Starts the broker on what its folder keeps, and returns when it takes connections.
   *
   * @throws StartFailedException when it does not come up; the message names its log
   */
  public void start(Life life) throws IOException {
    Files.createDirectories(folder);
    kill();
    List<String> command = new ArrayList<>(archive(installation).options());
    command.addAll(command());
    if (life == Life.OF_ITS_STARTER) {
      command.add(Long.toString(ProcessHandle.current().pid()));
    }
    Process process =
        new ProcessBuilder(OwnSession.java(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(LogFile.appending(log))
            .start();
    note(ProcessIdentity.of(process.toHandle()));
    boolean up = Await.until(() -> accepts(port) || !process.isAlive(), START) && process.isAlive();
    if (!up) {
      process.destroyForcibly();
      throw new StartFailedException("Kafka did not start, see " + log);
    }
  }

  /** The classes that a broker loads while it starts. */
  public static ClassArchive archive(Installation installation) {
    return new ClassArchive(installation.brokerProgram());
  }

  /** A start of a broker, in this folder, which ends once it takes connections. */
  public static TrainingRun.Command trainingRun(Installation installation, Path scratch)
      throws IOException {
    List<Integer> ports = FreePort.find(2);
    Path log = scratch.resolve("log");
    List<String> command =
        new KafkaBroker(installation, scratch, log, ports.get(0), ports.get(1)).command();
    command.add(BrokerMain.ONCE);
    return new TrainingRun.Command(command, Map.of());
  }

  /** Arguments of {@code java}, with a new file of properties. */
  private List<String> command() throws IOException {
    Path properties = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(properties)) {
      configuration().store(writer, "Written at every start");
    }
    List<String> command = new ArrayList<>(JAVA);
    command.addAll(List.of("-cp", installation.brokerClassPath()));
    command.addAll(List.of(BrokerMain.class.getName(), properties.toString()));
    return command;
  }

  /** The broker's process, if it runs. */
  public Optional<ProcessHandle> process() {
    return noted().flatMap(ProcessIdentity::alive);
  }

  /** Stops the broker in order. */
  public void stop() {
    noted().ifPresent(process -> process.end(STOP));
  }

  /** Kills the broker at once. */
  public void kill() {
    noted().ifPresent(process -> process.end(Duration.ZERO));
  }

  /** What producers and consumers connect to. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private Properties configuration() {
    Properties properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    properties.setProperty("log.dirs", folder.resolve("data").toString());
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.num.partitions", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "2");
    properties.setProperty("num.recovery.threads.per.data.dir", "2");
    properties.setProperty("background.threads", "2");
    properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    properties.setProperty("log.segment.bytes", "67108864");
    properties.setProperty("metadata.log.segment.bytes", "8388608");
    return properties;
  }

  private void note(ProcessIdentity process) throws IOException {
    // At once: others read it at any time.
    Path unfinished = Files.writeString(folder.resolve("process.new"), process.line());
    Files.move(unfinished, folder.resolve("process"), StandardCopyOption.ATOMIC_MOVE);
  }

  private Optional<ProcessIdentity> noted() {
    return ProcessIdentity.read(folder.resolve("process"));
  }

  /** Waits for a broker that starts; false when it does not come up in time. */
  static boolean takesConnections(int port) {
    return Await.until(() -> accepts(port), START);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
