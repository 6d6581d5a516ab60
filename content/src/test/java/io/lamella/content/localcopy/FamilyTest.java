package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that share files, and several that work on them. */
class FamilyTest {
  @TempDir Path temp;
  private TestStore store;
  private LocalCopies copies;
  private Layout layout;

  @BeforeEach
  void emptyCache() throws IOException {
    store = new TestStore(temp.resolve("store"));
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    layout = Layout.of(temp.resolve("cache"));
  }

  @Test
  void aGetThatWaitsForItsBaseHoldsUpNoOther() throws Exception {
    // Given
    Root one = version("one");
    Root two = version("two");
    shared(one);
    shared(two);
    FutureTask<Copied> waiting = new FutureTask<>(() -> shared(version("two", "more of two")));
    FutureTask<Copied> other = new FutureTask<>(() -> shared(version("one", "more of one")));
    try (OsLock busy = OsLock.exclusive(layout.makeLock(id(two)))) {
      awaitWaitingForALock(start(waiting));

      // When
      start(other);

      // Then
      assertThat(other.get(2, TimeUnit.MINUTES).bytesReused()).isPositive();
      assertThat(waiting).isNotDone();
    }
    assertThat(waiting.get(2, TimeUnit.MINUTES).bytesReused()).isPositive();
    Records.assertTrue(layout.copy(id(two)));
  }

  /** Ten files that every version has, and ten more of each name. */
  private Root version(String... names) throws IOException {
    Draft draft = new Draft();
    for (int i = 0; i < 10; i++) {
      draft.file("common/" + i, "common " + i);
      for (String name : names) {
        draft.file(name + "/" + i, name + i);
      }
    }
    synchronized (store) {
      return store.seal(null, draft);
    }
  }

  private Copied shared(Root root) throws IOException {
    return copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
  }

  private static String id(Root root) {
    return LocalCopies.id(TestStore.wanted(root));
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitWaitingForALock(Thread thread) {
    while (thread.isAlive()) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (frame.getClassName().equals(OsLock.class.getName())
            && thread.getState() == Thread.State.TIMED_WAITING) {
          return;
        }
      }
      Thread.onSpinWait();
    }
  }
}
