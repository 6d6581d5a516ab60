package io.lamella.sdk.doctor;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CallerView;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.server.Answer;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.ServerUnavailableException;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Looks at this machine and at a server, in the order in which one would. Makes the home, no more.
 */
public final class Doctor {
  /** Where a clock is off by minutes, buckets refuse what is signed by it. */
  private static final Duration CLOCK_ODD = Duration.ofMinutes(1);

  private static final Duration CLOCK_WRONG = Duration.ofMinutes(5);
  private static final long LITTLE = 1L << 30;

  private final Connection connection;
  private final LamellaHome home;
  private final String version;
  private final Clock clock;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param connection how the server is reached; best one with little patience
   * @param home where files of our own are kept
   * @param version of this software, {@code 1.2.3}
   */
  public Doctor(Connection connection, LamellaHome home, String version) {
    this(connection, home, version, Clock.systemUTC());
  }

  Doctor(Connection connection, LamellaHome home, String version, Clock clock) {
    this.connection = connection;
    this.home = home;
    this.version = version;
    this.clock = clock;
  }

  /** All that was found, one for each check; those behind a server that is away are left out. */
  public List<Finding> examine() {
    findings.clear();
    names();
    disk();
    if (server()) {
      caller();
      plane("uploads", Plane.UPLOADS, "OPTIONS", "/v1/tus");
      plane("reads", Plane.CACHES, "GET", "/v1/versions/" + new UUID(0, 0) + "/files/x");
    }
    return List.copyOf(findings);
  }

  private void names() {
    try {
      Utf8Names.require();
      findings.add(Finding.ok("names", "names of files can be written as they are"));
    } catch (LamellaException e) {
      findings.add(
          Finding.problem("names", String.valueOf(e.getMessage()), "export LC_ALL=C.UTF-8"));
    }
  }

  private void disk() {
    Path folder = home.folder();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
      long free = Files.getFileStore(folder).getUsableSpace();
      String detail = folder + ", " + (free >> 20) + " MiB free";
      findings.add(
          free < LITTLE
              ? Finding.warning(
                  "home",
                  detail,
                  "make room (lamella cache prune), or set LAMELLA_HOME to a folder on another disk")
              : Finding.ok("home", detail));
    } catch (IOException e) {
      findings.add(
          Finding.problem(
              "home",
              folder + " cannot be written: " + e,
              "set LAMELLA_HOME to a folder of your own"));
    }
  }

  /** False when nobody answers. */
  private boolean server() {
    long began = System.nanoTime();
    try {
      Answer<byte[]> answer = connection.send(Call.get("/v1/info"), BodyHandlers.ofByteArray());
      long millis = (System.nanoTime() - began) / 1_000_000;
      findings.add(Finding.ok("server", connection.server() + " answers within " + millis + " ms"));
      ServerInfo info = Json.MAPPER.readValue(answer.body(), ServerInfo.class);
      versions(info.version());
      answer.headers().firstValue("Date").ifPresent(this::clock);
      findings.add(
          Finding.ok(
              "stores",
              info.storages().isEmpty()
                  ? "the default one, and none with a name"
                  : "the default one, and " + new TreeMap<>(info.storages())));
      return true;
    } catch (LamellaException | IOException e) {
      findings.add(
          Finding.problem(
              "server",
              connection.server() + ": " + e.getMessage(),
              "start it (lamella up), or name another one: --server, LAMELLA_URL, lamella login"));
      return !(e instanceof ServerUnavailableException || e instanceof IOException);
    }
  }

  private void versions(String server) {
    String both = "client " + version + ", server " + server;
    findings.add(
        release(version).equals(release(server))
            ? Finding.ok("version", both)
            : Finding.warning("version", both, "use a client of the server's release"));
  }

  private static String release(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  private void clock(String told) {
    Duration apart;
    try {
      Instant there = ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      apart = Duration.between(there, clock.instant()).abs();
    } catch (DateTimeException e) {
      return; // it says nothing that is worth a word
    }
    String detail = apart.toSeconds() + " s apart from the server's";
    String advice = "set both clocks by NTP: times and signed requests are wrong where one is off";
    if (apart.compareTo(CLOCK_WRONG) > 0) {
      findings.add(Finding.problem("clock", detail, advice));
    } else if (apart.compareTo(CLOCK_ODD) > 0) {
      findings.add(Finding.warning("clock", detail, advice));
    } else {
      findings.add(Finding.ok("clock", detail));
    }
  }

  private void caller() {
    try {
      CallerView caller = connection.json(Call.get("/v1/whoami"), CallerView.class);
      findings.add(Finding.ok("caller", caller.name() + " (" + caller.role() + ")"));
    } catch (LamellaException e) {
      findings.add(
          Finding.problem(
              "caller",
              String.valueOf(e.getMessage()),
              "set LAMELLA_TOKEN to a token of this server, or run lamella login"));
    }
  }

  /** Whatever it says to a question that nobody would ask: it is there. */
  private void plane(String name, Plane plane, String method, String path) {
    try {
      connection.send(Call.of(plane, method, path), BodyHandlers.discarding());
      findings.add(Finding.ok(name, "the service is there"));
    } catch (LamellaException e) {
      findings.add(
          e.code().status() < 500
              ? Finding.ok(name, "the service is there")
              : Finding.problem(
                  name,
                  String.valueOf(e.getMessage()),
                  "whoever runs the server looks at its pods, or at lamella ps and lamella logs"));
    }
  }
}
