package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the tree and however many parts: nothing is missing, nothing is there twice. */
class PartPropertyTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Property(tries = 200)
  void everyEntryIsInExactlyOnePart(
      @ForAll long seed,
      @ForAll @IntRange(max = ShortSegments.COUNT) int size,
      @ForAll @IntRange(min = 1, max = 2 * ShortSegments.COUNT) int count,
      @ForAll Part.Balance balance)
      throws IOException {
    // Given
    Model model = mixed(size, seed);
    Manifest manifest = seal(model);

    // When
    List<Entry> together = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      together.addAll(drain(new Part(number, count, balance).of(manifest)));
    }

    // Then: in order, because a part is a run of neighbours
    assertThat(together).isEqualTo(model.list());
  }

  @Property(tries = 200)
  void aPartIsWhatTheRuleSays(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int size,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll Part.Balance balance)
      throws IOException {
    // Given
    Model model = mixed(size, seed);
    Manifest manifest = seal(model);

    for (int number = 0; number < count; number++) {
      Part part = new Part(number, count, balance);

      // When
      List<Entry> ofTheTree = drain(part.of(manifest));
      List<Entry> ofTheList = drain(part.of(() -> manifest.entries(null, null)));

      // Then
      assertThat(ofTheTree).isEqualTo(byTheRule(model, number, count, balance));
      assertThat(ofTheList).isEqualTo(ofTheTree);
    }
  }

  @Property(tries = 100)
  void partsAreAlike(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int size,
      @ForAll @IntRange(min = 1, max = 40) int count)
      throws IOException {
    // Given
    Model model = mixed(size, seed);
    Manifest manifest = seal(model);
    long largest = model.list().stream().mapToLong(PartPropertyTest::bytes).max().orElse(0);
    double even = (double) model.totals().bytes() / count;

    // When
    LongSummaryStatistics files = new LongSummaryStatistics();
    LongSummaryStatistics bytes = new LongSummaryStatistics();
    for (int number = 0; number < count; number++) {
      files.accept(files(drain(new Part(number, count, Part.Balance.FILES).of(manifest))));
      bytes.accept(
          drain(new Part(number, count, Part.Balance.BYTES).of(manifest)).stream()
              .mapToLong(PartPropertyTest::bytes)
              .sum());
    }

    // Then
    assertThat(files.getMax() - files.getMin()).isLessThanOrEqualTo(1);
    assertThat(bytes.getMax() - even).isLessThanOrEqualTo(largest);
    assertThat(even - bytes.getMin()).isLessThanOrEqualTo(largest);
  }

  /** As the rule is written down, one entry after the other. */
  private static List<Entry> byTheRule(Model model, int number, int count, Part.Balance balance) {
    boolean byFiles = balance == Part.Balance.FILES;
    long all = byFiles ? files(model.list()) : model.totals().bytes();
    long before = 0;
    List<Entry> found = new ArrayList<>();
    for (Entry entry : model.list()) {
      int last = 0;
      for (int p = 0; p < count; p++) {
        last = p * (all / count) + Math.min(p, all % count) <= before ? p : last;
      }
      if (last == number) {
        found.add(entry);
      }
      before += byFiles ? files(List.of(entry)) : bytes(entry);
    }
    return found;
  }

  private static long files(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry instanceof Entry.File || entry instanceof Entry.Link)
        .count();
  }

  private static long bytes(Entry entry) {
    return entry instanceof Entry.File file ? file.size() : 0;
  }

  /** Entries of every kind, some of them empty files, in a tree of several levels. */
  private static Model mixed(int size, long seed) {
    Random random = new Random(seed);
    Model model = new Model();
    for (String name : ShortSegments.NAMES.subList(0, size)) {
      EntryPath path = path(name);
      model.entries.put(
          path,
          switch (random.nextInt(8)) {
            case 0 -> new Entry.Symlink(path, "elsewhere");
            case 1 -> new Entry.Folder(path, 0755);
            case 2 -> new Entry.Link(path, "s3://bucket/" + name, 5, "v1", null, 77);
            case 3 -> Contents.file(name, 0);
            default -> Contents.file(name, random.nextInt(1000));
          });
    }
    return model;
  }

  private Manifest seal(Model model) throws IOException {
    return packs.manifest(Sealer.seal(null, Run.of(model.fromNothing()), packs).root());
  }
}
