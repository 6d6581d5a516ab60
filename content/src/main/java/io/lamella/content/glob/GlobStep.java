package io.lamella.content.glob;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** What a pattern asks of the path at one place of it. */
enum GlobStep {
  /** One character that passes the place's test. */
  ONE,
  /** Any number of characters but {@code /}. */
  IN_FOLDER,
  /** Any number of characters. */
  ALL,
  /** Nothing, or what the place behind it takes: any number of whole folders. */
  FOLDERS,
  /** The characters of folders, up to a {@code /}. */
  WITHIN_FOLDERS;

  /** One place of a pattern. */
  record At(GlobStep step, IntPredicate test) {
    static At of(GlobStep step) {
      return new At(step, c -> c != '/');
    }

    static At one(IntPredicate test) {
      return new At(ONE, test);
    }

    /** Adds the places that may come next when {@code c} is read at {@code place}. */
    void read(int c, int place, BitSet next) {
      switch (step) {
        case ONE -> next.set(place + 1, next.get(place + 1) || test.test(c));
        case IN_FOLDER -> next.set(place, next.get(place) || c != '/');
        case ALL -> next.set(place);
        case FOLDERS -> {
          next.set(place + 1);
          next.set(place + 2, next.get(place + 2) || c == '/');
        }
        case WITHIN_FOLDERS -> {
          next.set(place);
          next.set(place + 1, next.get(place + 1) || c == '/');
        }
      }
    }

    /** The next place that can be reached without reading; the place itself when there is none. */
    int passed(int place) {
      return switch (step) {
        case IN_FOLDER, ALL -> place + 1;
        case FOLDERS -> place + 2;
        case ONE, WITHIN_FOLDERS -> place;
      };
    }
  }
}
