package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static final int PART = 3;
  private static final String LETTERS = "ab.-0/é\u4e00";

  @Test
  void aFolderComesWhereItsNameStands() throws IOException {
    List<String> paths = List.of("a.b", "a/x", "a", "a-", "b/c/d", "b/a");

    assertThat(all(paths, null)).containsExactly("a", "a/x", "a-", "a.b", "b/a", "b/c/d");
  }

  @RepeatedTest(200)
  void whoGoesOnBehindAnyPathGetsTheRest() throws IOException {
    // Given
    Random random = new Random();
    TreeSet<String> paths = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      paths.add(path(random));
    }

    // When
    List<String> whole = all(paths, null);

    // Then
    assertThat(whole).containsExactlyInAnyOrderElementsOf(paths);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(all(paths, whole.get(i)))
          .as("behind %s of %s", whole.get(i), whole)
          .isEqualTo(whole.subList(i + 1, whole.size()));
    }
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      path.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    String text = path.toString().replaceAll("/+", "/").replaceAll("^/|/$", "");
    return text.isEmpty() ? "x" : text;
  }

  private static List<String> all(Iterable<String> paths, @Nullable String after)
      throws IOException {
    Tree tree = new Tree((folder, behind) -> some(children(paths, folder), behind), after);
    List<String> found = new ArrayList<>();
    for (Found next = tree.next(); next != null; next = tree.next()) {
      assertThat(tree.position()).isEqualTo(next.path());
      found.add(next.path());
    }
    return found;
  }

  /** As a large folder is read: the first ones behind a name, and not all at once. */
  private static Tree.Children some(List<Tree.Child> all, @Nullable String behind) {
    List<String> names =
        all.stream()
            .map(Tree.Child::name)
            .filter(name -> behind == null || Tree.ORDER.compare(name, behind) > 0)
            .sorted(Tree.ORDER)
            .limit(PART)
            .toList();
    List<Tree.Child> some = all.stream().filter(child -> names.contains(child.name())).toList();
    return new Tree.Children(some, names.size() < PART ? null : names.get(PART - 1));
  }

  /** As a store lists them: in any order. */
  private static List<Tree.Child> children(Iterable<String> paths, String folder) {
    Map<String, Tree.Child> children = new LinkedHashMap<>();
    for (String path : paths) {
      if (path.startsWith(folder)) {
        String below = path.substring(folder.length());
        int slash = below.indexOf('/');
        if (slash < 0) {
          children.put(below, new Tree.Child(below, new Found(path, "x:" + path, 1, null, null)));
        } else {
          String name = below.substring(0, slash + 1);
          children.put(name, new Tree.Child(name, null));
        }
      }
    }
    List<Tree.Child> shuffled = new ArrayList<>(children.values());
    Collections.shuffle(shuffled);
    return shuffled;
  }
}
