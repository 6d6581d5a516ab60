package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.FileStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestTar;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Several clients at one draft, and a seal between them. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RacingChangesTest {
  private static final int CLIENTS = 4;
  private static final int RUNS = 40;
  private static final int ROUNDS = 3;

  @Inject Inherited inherited;

  private final TestVersion version = TestVersion.fresh();

  /** What a client registered in one go, and the place that this got. */
  private record Registered(long run, List<Entry> entries) {}

  /** So many runs that they are merged meanwhile. */
  @RepeatedTest(ROUNDS)
  void theRunThatCameLastIsHeldAsAWholeAndNoneIsLost() {
    // Given
    TestPack pack = TestPack.random(CLIENTS * RUNS, 300);
    pack.put(version);

    // When: all put the same two paths, and one of their own
    List<Registered> all = new ArrayList<>();
    Race.between(
            IntStream.range(0, CLIENTS)
                .<Callable<List<Registered>>>mapToObj(client -> () -> registerAll(pack, client))
                .toList())
        .forEach(all::addAll);

    // Then
    Registered last = all.stream().max(Comparator.comparingLong(Registered::run)).orElseThrow();
    List<Entry> held = version.puts();
    assertThat(all).extracting(Registered::run).doesNotHaveDuplicates();
    assertThat(held).containsAll(last.entries());
    assertThat(held).hasSize(CLIENTS * RUNS + 2);
    assertThat(held)
        .containsAll(all.stream().map(registered -> registered.entries().get(2)).toList());
    assertThat(sealed().files()).isEqualTo(CLIENTS * RUNS + 2);
  }

  private List<Registered> registerAll(TestPack pack, int client) {
    List<Registered> registered = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      int slot = client * RUNS + i;
      List<Entry> entries =
          List.of(
              file(pack, "both", slot),
              file(pack, "folder/both", slot),
              file(pack, "own/" + client + "/" + i, slot));
      RunAccepted accepted =
          TestPack.register(version, TestPack.run(entries.toArray(Entry[]::new)))
              .as(RunAccepted.class);
      registered.add(new Registered(accepted.run(), entries));
    }
    return registered;
  }

  private Entry.File file(TestPack pack, String path, int slot) {
    return pack.file(version, path, pack.index().slots().get(slot).chunk(), slot, 1);
  }

  /** Short ones share packs and runs with those of others, long ones do not. */
  @RepeatedTest(ROUNDS)
  void aFileThatSeveralPutIsOneOfThoseThatTheyPutLast() {
    List<List<FileStored>> stored =
        Race.between(
            () -> putAll(i -> TestPack.random(2_000 + i)),
            () -> putAll(i -> TestPack.random(i % 2 == 0 ? 5 << 20 : 1)),
            () -> putAll(i -> TestPack.random(100_000 + i)));

    List<Entry> held = version.puts();
    assertThat(held).hasSize(1);
    Entry.File file = (Entry.File) held.get(0);
    FileStored whole =
        stored.stream()
            .map(puts -> puts.get(puts.size() - 1))
            .filter(put -> put.digest().equals(file.digest().hex()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(file + " is none of " + stored));
    assertThat(file.size()).isEqualTo(whole.bytes());
    assertThat(sealed().bytes()).isEqualTo(whole.bytes());
  }

  private List<FileStored> putAll(Function<Integer, byte[]> content) {
    List<FileStored> stored = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      stored.add(putFile("same", content.apply(i)).as(FileStored.class));
    }
    return stored;
  }

  /** What is in a sealed version is what was acknowledged before, by whichever door it came. */
  @RepeatedTest(ROUNDS)
  void whatIsAddedWhileSealingIsInOrRefused() throws IOException {
    // Given
    TestPack pack = TestPack.random(1, 1_000);
    pack.put(version);
    CountDownLatch first = new CountDownLatch(4);
    List<Callable<Set<String>>> racers =
        List.of(
            adding("runs/a", first, path -> TestPack.register(version, run(pack, path))),
            adding("runs/b", first, path -> TestPack.register(version, run(pack, path))),
            adding("files", first, path -> putFile(path, TestPack.random(500))),
            adding("tar", first, path -> putTar(new TestTar().file(path, new byte[9], 0644))),
            () -> {
              first.await();
              version.atEpoch(2).askSeal();
              return Set.of();
            });

    // When
    Set<String> acknowledged = new HashSet<>();
    Race.between(racers).forEach(acknowledged::addAll);
    VersionSealed sealed = version.atEpoch(2).awaitSealed();

    // Then
    assertThat(paths(sealed)).containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(sealed.files()).isEqualTo(acknowledged.size());
  }

  /** Adds one path after the other until that is refused; answers those that were not. */
  private static Callable<Set<String>> adding(
      String folder, CountDownLatch first, Function<String, Answer> add) {
    return () -> {
      Set<String> acknowledged = new HashSet<>();
      while (true) {
        String path = folder + "/" + acknowledged.size();
        Answer answer = add.apply(path);
        if (answer.status() >= 300) {
          answer.problemOf(ErrorCode.SEALING, ErrorCode.DRAFT_CLOSED);
          return acknowledged;
        }
        acknowledged.add(path);
        first.countDown();
      }
    };
  }

  private byte[] run(TestPack pack, String path) {
    return TestPack.run(pack.small(version, path));
  }

  private Answer putFile(String path, byte[] content) {
    return version.send(
        "PUT",
        "/v1/drafts/" + version.id() + "/files/" + path,
        BodyPublishers.ofByteArray(content));
  }

  private Answer putTar(TestTar tar) {
    return version.send(
        "PUT", "/v1/drafts/" + version.id() + "/tar", BodyPublishers.ofByteArray(tar.bytes()));
  }

  private VersionSealed sealed() {
    version.atEpoch(2).askSeal();
    return version.atEpoch(2).awaitSealed();
  }

  private List<String> paths(VersionSealed sealed) throws IOException {
    Manifest manifest =
        inherited
            .of(
                version.child(sealed).parents(),
                List.of(new Ticket.Domain(version.domain(), TestVersion.store())))
            .orElseThrow();
    List<String> paths = new ArrayList<>();
    try (Cursor<Entry> entries = manifest.entries(null, null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        paths.add(entry.path().toString());
      }
    }
    return paths;
  }
}
