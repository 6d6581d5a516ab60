package io.lamella.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Seeded text that compresses about as well as what people write. */
final class Prose {
  private static final int WORDS = 4_000;
  private static final String[] VOCABULARY = vocabulary();

  private Prose() {}

  static byte[] bytes(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder(count + 16);
    while (text.length() < count) {
      text.append(word(random)).append(random.nextInt(12) == 0 ? '\n' : ' ');
    }
    text.setLength(count);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** A word: the first ones of the vocabulary come often, the last ones seldom. */
  static String word(SplittableRandom random) {
    double place = random.nextDouble();
    return VOCABULARY[(int) (place * place * place * WORDS)];
  }

  private static String[] vocabulary() {
    SplittableRandom random = new SplittableRandom(77);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words[i] = word.toString();
    }
    return words;
  }
}
