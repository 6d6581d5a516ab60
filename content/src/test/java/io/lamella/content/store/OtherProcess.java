package io.lamella.content.store;

import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.content.store.ObjectStore.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Programs that tests run beside themselves. */
final class OtherProcess {
  private OtherProcess() {}

  /** Starts {@code program}'s main with the store's folder, behind some shell commands. */
  static Process run(String before, Class<?> program, Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            before + " exec \"$0\" -Xshare:auto -XX:TieredStopAtLevel=1 -cp \"$1\" \"$2\" \"$3\"",
            java,
            System.getProperty("java.class.path"),
            program.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Commits an object, writes half of another, says so, and waits for its end. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      FileObjectStore store = new FileObjectStore(Path.of(args[0]));
      store.put("whole/one", bytes("whole"), PutMode.IF_ABSENT);
      try (Upload upload = store.upload("half/one", PutMode.IF_ABSENT)) {
        upload.write(bytes("ha"));
        System.out.println("committed one, wrote half of another");
        System.in.read();
      }
    }
  }

  /** Puts more than it may, and tries to commit what it got. */
  static final class Greedy {
    private Greedy() {}

    public static void main(String[] args) throws IOException {
      FileObjectStore store = new FileObjectStore(Path.of(args[0]));
      try (Upload upload = store.upload("too/large", PutMode.IF_ABSENT)) {
        String answer =
            fails(() -> upload.write(ByteBuffer.allocate(1 << 20))) ? "write failed" : "";
        answer += fails(upload::commit) ? ", commit refused" : "";
        System.out.println(answer);
      }
    }

    private interface Step {
      void run() throws IOException;
    }

    private static boolean fails(Step step) {
      try {
        step.run();
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
