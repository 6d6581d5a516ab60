package io.lamella.sdk.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.content.glob.Glob;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
  @TempDir Path temp;
  private Path folder;
  private final Findings findings = new Findings();

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(temp.resolve("folder"));
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content of " + name);
  }

  private List<Scanned> walk(Symlinks symlinks, Selection selection, @Nullable EntryPath prefix)
      throws IOException {
    List<Scanned> all = new ArrayList<>();
    FolderWalk walk = new FolderWalk(folder, prefix, symlinks, selection, true, findings);
    for (Scanned next = walk.next(); next != null; next = walk.next()) {
      all.add(next);
    }
    return all;
  }

  private List<String> paths() throws IOException {
    return paths(walk(Symlinks.INSIDE, Selection.ALL, null));
  }

  private static List<String> paths(List<Scanned> found) {
    return found.stream().map(scanned -> scanned.path().toString()).toList();
  }

  @Test
  void goesFolderByFolderInTheOrderOfPaths() throws IOException {
    file("a/z");
    file("a-b");
    file("a.txt");
    file("b");
    file("a/b/c");
    file("\uFFFDx");
    file("\uD83D\uDC31");

    List<String> found = paths();

    assertThat(found)
        .containsExactly("a/b/c", "a/z", "a-b", "a.txt", "b", "\uFFFDx", "\uD83D\uDC31");
    assertThat(found.stream().map(EntryPath::of).toList()).isSorted();
  }

  @Test
  void findsFilesWithTheirStampsAndEmptyFolders() throws IOException {
    Path script = file("run.sh");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(folder.resolve("empty"));

    List<Scanned> found = walk(Symlinks.INSIDE, Selection.ALL, null);

    assertThat(found).hasSize(2);
    assertThat(found.get(0)).isInstanceOf(Scanned.Folder.class);
    Scanned.File file = (Scanned.File) found.get(1);
    assertThat(file.stamp().isExecutable()).isTrue();
    assertThat(file.stamp().size()).isEqualTo(Files.size(script));
  }

  @Test
  void putsEverythingUnderThePrefix() throws IOException {
    file("a/b");

    assertThat(paths(walk(Symlinks.INSIDE, Selection.ALL, EntryPath.of("x/y"))))
        .containsExactly("x/y/a/b");
  }

  @Test
  void neverTakesOurOwnFolder() throws IOException {
    file(".lamella/version");
    file("sub/.lamella/version");
    file(".hidden");

    List<Scanned> found = walk(Symlinks.INSIDE, Selection.ALL, null);

    assertThat(paths(found)).containsExactly(".hidden", "sub");
    assertThat(found.get(1)).isInstanceOf(Scanned.Folder.class);
  }

  @Test
  void keepsLinksThatStayInsideAndFollowsThoseThatLeave() throws IOException {
    file("a/file");
    Path outside = Files.createDirectories(temp.resolve("outside/deep"));
    Files.writeString(outside.resolve("far"), "far");
    Files.createSymbolicLink(outside.resolve("near"), Path.of("far"));
    Files.createSymbolicLink(folder.resolve("a/inside"), Path.of("../a/file"));
    Files.createSymbolicLink(folder.resolve("a/nothing"), Path.of("not-there"));
    Files.createSymbolicLink(folder.resolve("leaves"), temp.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("one"), Path.of("../outside/deep/far"));

    List<Scanned> found = walk(Symlinks.INSIDE, Selection.ALL, null);

    assertThat(found)
        .extracting(s -> s.path() + " " + s.getClass().getSimpleName())
        .containsExactly(
            "a/file File",
            "a/inside Symlink",
            "a/nothing Symlink",
            "leaves/deep/far File",
            "leaves/deep/near Symlink",
            "one File");
  }

  @Test
  void keepsOrFollowsAllLinksWhenAsked() throws IOException {
    file("file");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Files.createSymbolicLink(folder.resolve("out"), temp);

    assertThat(walk(Symlinks.KEEP, Selection.ALL, null))
        .extracting(s -> s.path() + " " + s.getClass().getSimpleName())
        .containsExactly("file File", "link Symlink", "out Symlink");
    Files.delete(folder.resolve("out"));
    assertThat(walk(Symlinks.FOLLOW, Selection.ALL, null))
        .extracting(s -> s.path() + " " + s.getClass().getSimpleName())
        .containsExactly("file File", "link File");
  }

  @Test
  void doesNotGoInCircles() throws IOException {
    file("a/file");
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);

    List<Scanned> found = walk(Symlinks.FOLLOW, Selection.ALL, null);

    assertThat(paths(found)).containsExactly("a/file", "a/loop");
    assertThat(findings.notes()).singleElement().asString().contains("leads back");
  }

  @Test
  void keepsADanglingLinkThatLeavesAndSaysSo() throws IOException {
    Files.createSymbolicLink(folder.resolve("gone"), Path.of("/no/such/file"));

    assertThat(walk(Symlinks.INSIDE, Selection.ALL, null))
        .singleElement()
        .isEqualTo(new Scanned.Symlink(EntryPath.of("gone"), "/no/such/file"));
    assertThat(findings.notes()).singleElement().asString().contains("points to nothing");
  }

  @Test
  void leavesOutPipesAndNamesThem() throws Exception {
    Process made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);
    file("file");

    assertThat(paths()).containsExactly("file");
    assertThat(findings.leftOut()).singleElement().asString().contains("pipe");
  }

  @Test
  void namesAllThatIsNotUtf8() throws IOException {
    Files.createFile(Path.of(URI.create(folder.toUri() + "bad%FF")));
    Files.createFile(Path.of(URI.create(folder.toUri() + "worse%C3")));
    file("good");

    assertThat(paths()).containsExactly("good");
    assertThat(findings.invalidNames()).hasSize(2);
  }

  @Test
  void namesAllThatCannotBeRead() throws IOException {
    Path secret = file("secret");
    Path closed = file("closed/file").getParent();
    assertThat(secret.toFile().setReadable(false, false)).isTrue();
    assertThat(closed.toFile().setReadable(false, false)).isTrue();
    assumeTrue(!Files.isReadable(secret), "root reads everything");

    paths();

    assertThat(findings.unreadable())
        .hasSize(2)
        .anyMatch(text -> text.contains("secret"))
        .anyMatch(text -> text.contains("closed"));
  }

  @Test
  void notesNamesThatSomeFileSystemsCannotTellApart() throws IOException {
    file("Readme");
    file("README");
    file("e\u0301");
    file("\u00e9");

    paths();

    assertThat(findings.notes()).hasSize(2);
  }

  @Test
  void takesOnlyWhatIsSelected() throws IOException {
    file("keep.jpg");
    file("deep/keep.jpg");
    file("deep/drop.png");
    file("logs/drop.jpg");
    file("old.jpg");
    Files.writeString(folder.resolve(".lamellaignore"), "# remark\n\nlogs/\n");
    Selection selection =
        new Selection(List.of(Glob.anywhere("*.jpg")), List.of(Glob.of("old.*")), true)
            .withIgnoreFileOf(folder);

    assertThat(paths(walk(Symlinks.INSIDE, selection, null)))
        .containsExactly("deep/keep.jpg", "keep.jpg");
  }

  @Test
  void staysAtTheTopWhenNotRecursive() throws IOException {
    file("top");
    file("deep/file");

    assertThat(paths(walk(Symlinks.INSIDE, new Selection(List.of(), List.of(), false), null)))
        .containsExactly("top");
  }
}
