package io.lamella.sdk.clearml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset is called here: as there, but for what names cannot hold here, which is noted.
 *
 * @param number null: the server gives one
 * @param notes what had to be called otherwise
 */
record LocalNames(
    String project,
    String name,
    @Nullable String number,
    List<String> tags,
    String description,
    List<String> notes) {
  /** Where datasets go that lie in no project there. */
  private static final String NO_PROJECT = "clearml";

  private static final Pattern NOT_IN_NAMES =
      Pattern.compile("[^\\p{L}\\p{M}\\p{N} ._+=:()&!'~#-]");
  private static final Pattern NOT_IN_LABELS = Pattern.compile("[,@/\\p{Cntrl}]");
  private static final String NOT_FIRST = "+=:()&!'~#-";
  private static final Set<String> RESERVED = Set.of("latest", "published");
  private static final int NAME_LENGTH = 255;
  private static final int TAG_LENGTH = 128;
  private static final int MOST_TAGS = 100;
  private static final int TEXT_LENGTH = 65_536;

  LocalNames {
    tags = List.copyOf(tags);
    notes = List.copyOf(notes);
  }

  static LocalNames of(ClearmlDataset dataset) {
    List<String> notes = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String part : dataset.project().split("/")) {
      if (!part.isBlank()) {
        parts.add(name(part));
      }
    }
    String project = parts.isEmpty() ? NO_PROJECT : String.join("/", parts);
    changed(notes, "project", dataset.project(), project);
    String name = name(dataset.name());
    changed(notes, "name", dataset.name(), name);
    String number = dataset.number() == null ? null : number(dataset.number());
    changed(notes, "version", dataset.number(), number);
    List<String> tags = tags(dataset.tags(), notes);
    String description = dataset.description().replace("\0", "\uFFFD");
    if (description.length() > TEXT_LENGTH) {
      description = description.substring(0, TEXT_LENGTH);
      notes.add("the description is cut off after " + TEXT_LENGTH + " characters");
    }
    return new LocalNames(project, name, number, tags, description, notes);
  }

  /** The tags as they are called here. */
  static List<String> tags(List<String> there) {
    return tags(there, new ArrayList<>());
  }

  private static List<String> tags(List<String> there, List<String> notes) {
    List<String> tags = new ArrayList<>();
    for (String tag : there) {
      String label = label(tag, TAG_LENGTH);
      changed(notes, "tag", tag, label);
      if (tags.size() == MOST_TAGS) {
        notes.add("tags from " + tag + " on are left out: a version has " + MOST_TAGS);
        break;
      }
      if (!label.isEmpty() && !tags.contains(label)) {
        tags.add(label);
      }
    }
    return tags;
  }

  private static void changed(
      List<String> notes, String what, @Nullable String there, @Nullable String here) {
    if (there != null && !there.equals(here)) {
      notes.add("the " + what + " \"" + there + "\" is \"" + here + "\" here");
    }
  }

  private static String name(String there) {
    String name = cut(NOT_IN_NAMES.matcher(there).replaceAll("_").strip(), NAME_LENGTH);
    boolean begins = !name.isEmpty() && NOT_FIRST.indexOf(name.charAt(0)) < 0;
    String begun = begins ? name : "_" + name;
    return begun.equals(".") || begun.equals("..") ? "_" : cut(begun, NAME_LENGTH);
  }

  private static String number(String there) {
    String number = label(there, TAG_LENGTH).replaceAll("\\s", "-");
    return number.isEmpty() ? "0" : number;
  }

  private static String label(String there, int most) {
    String label = cut(NOT_IN_LABELS.matcher(there).replaceAll("-").strip(), most);
    return RESERVED.contains(label) ? label + "-" : label;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most).strip();
  }
}
