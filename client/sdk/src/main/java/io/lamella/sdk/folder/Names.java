package io.lamella.sdk.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String other = seen.putIfAbsent(folded(name), name);
      if (other != null) {
        findings.note(
            folder.resolve(name)
                + " and "
                + other
                + " differ only in case or normalization: some file systems cannot hold both");
      }
    }
  }

  private static String folded(String name) {
    String composed =
        Normalizer.isNormalized(name, Normalizer.Form.NFC)
            ? name
            : Normalizer.normalize(name, Normalizer.Form.NFC);
    return composed.toLowerCase(Locale.ROOT);
  }
}
