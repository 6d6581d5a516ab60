package io.lamella.sdk.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The names in one folder, in the order of paths in a version: bytes of UTF-8, unsigned. */
final class Names {
  private static final char REPLACED = '\uFFFD';

  private Names() {}

  /** Sorted names; those that are not UTF-8 are told and left out. */
  static List<String> in(Path folder, Findings findings) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        Path name = child.getFileName();
        String text = name.toString();
        if (text.indexOf(REPLACED) >= 0 && !Path.of(text).equals(name)) {
          findings.invalidName(folder.resolve(text) + ": the name is not UTF-8");
        } else {
          names.add(text);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(Names::compareUtf8);
    return names;
  }

  /** As the UTF-8 bytes compare: by code point, which UTF-16 units alone do not give. */
  static int compareUtf8(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Integer.compare(rank(x), rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for code points beyond all others. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  /** Notes names that some file systems cannot tell apart. */
  static void noteLookalikes(Path folder, List<String> names, Findings findings) {
    long[] twice = twice(names);
    Map<String, String> seen = new HashMap<>();
    for (String name : twice.length == 0 ? List.<String>of() : names) {
      String folded = folded(name);
      if (Arrays.binarySearch(twice, hash(folded)) < 0) {
        continue;
      }
      String other = seen.putIfAbsent(folded, name);
      if (other != null) {
        findings.note(
            folder.resolve(name)
                + " and "
                + other
                + " differ only in case or normalization: some file systems cannot hold both");
      }
    }
  }

  /** Sorted hashes that several folded names have: of millions of names, those few are compared. */
  private static long[] twice(List<String> names) {
    long[] hashes = names.stream().mapToLong(name -> hash(folded(name))).sorted().toArray();
    return IntStream.range(1, hashes.length)
        .filter(i -> hashes[i] == hashes[i - 1])
        .mapToLong(i -> hashes[i])
        .toArray();
  }

  /** FNV-1a. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static String folded(String name) {
    String composed =
        Normalizer.isNormalized(name, Normalizer.Form.NFC)
            ? name
            : Normalizer.normalize(name, Normalizer.Form.NFC);
    return composed.toLowerCase(Locale.ROOT);
  }
}
