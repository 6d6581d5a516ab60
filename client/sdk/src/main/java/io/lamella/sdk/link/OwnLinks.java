package io.lamella.sdk.link;

import io.lamella.content.Cursor;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects behind links that versions brought themselves, to be deleted with them. Only files of
 * this machine and objects of buckets can be, and only while they are what was pinned.
 */
public final class OwnLinks {
  /** What became of the objects: addresses, and for those that are left the reason too. */
  public record Deleted(List<String> deleted, List<String> left) {
    public Deleted {
      deleted = List.copyOf(deleted);
      left = List.copyOf(left);
    }
  }

  private final ExternalLinks links;
  private final Map<String, Entry.Link> own = new TreeMap<>();

  public OwnLinks(ExternalLinks links) {
    this.links = links;
  }

  /** Takes in the links among what a version changed. */
  public void add(Cursor<Manifest.Difference> changes) throws IOException {
    for (var change = changes.next(); change != null; change = changes.next()) {
      if (change.after() instanceof Entry.Link link) {
        own.put(link.uri(), link);
      }
    }
  }

  /** What would become of them, without touching any. */
  public Deleted rehearse() throws IOException {
    return each(false);
  }

  /** Deletes what can be. */
  public Deleted delete() throws IOException {
    return each(true);
  }

  private Deleted each(boolean really) throws IOException {
    List<String> deleted = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Entry.Link link : own.values()) {
      String why = whyLeft(link, really);
      if (why == null) {
        deleted.add(link.uri());
      } else {
        left.add(link.uri() + ": " + why);
      }
    }
    return new Deleted(deleted, left);
  }

  private @Nullable String whyLeft(Entry.Link link, boolean really) throws IOException {
    if (!links.canDelete(link)) {
      return "only what lies at file: addresses and in buckets can be deleted";
    }
    LocalCopies.Problem problem = links.check(link);
    if (problem != null) {
      return String.valueOf(problem.actual());
    }
    return really ? links.delete(link) : null;
  }
}
