package io.lamella.content.localcopy;

/** A set of numbers in 16 bytes or so each. */
final class LongSet {
  private long[] slots = new long[16];
  private int size;
  private boolean hasZero;

  /** True when it was not there before. */
  boolean add(long number) {
    if (number == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    int at = find(number);
    if (slots[at] == number) {
      return false;
    }
    slots[at] = number;
    size++;
    if (2 * size > slots.length) {
      grow();
    }
    return true;
  }

  boolean contains(long number) {
    return number == 0 ? hasZero : slots[find(number)] == number;
  }

  private int find(long number) {
    long mixed = number * 0x9E37_79B9_7F4A_7C15L;
    int at = (int) (mixed >>> 33) & (slots.length - 1);
    while (slots[at] != 0 && slots[at] != number) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long number : old) {
      if (number != 0) {
        slots[find(number)] = number;
      }
    }
  }
}
