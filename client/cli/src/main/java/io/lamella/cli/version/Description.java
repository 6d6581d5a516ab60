package io.lamella.cli.version;

import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Names;
import io.lamella.contracts.rest.MergeView;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import java.util.List;

/** A version as people read it: a line a field, what is empty left out. */
final class Description {
  private final StringBuilder text = new StringBuilder();

  private Description() {}

  static String of(VersionView view) {
    Description lines = new Description();
    lines.line("version", Names.of(view));
    lines.line("id", view.id());
    lines.line("state", view.sealing() ? view.state() + ", being sealed" : view.state());
    TrashView trash = view.trash();
    if (trash != null) {
      lines.line("trash", "until " + trash.until() + ", put there by " + trash.by());
    }
    if (view.failure() != null) {
      lines.line("failure", view.failure().detail() + " (" + view.failure().code() + ")");
    }
    if (view.digest() != null) {
      lines.line("digest", view.digest());
      lines.line(
          "content",
          Sizes.count(view.files(), "file")
              + ", "
              + Sizes.bytes(view.bytes())
              + (view.links() == 0 ? "" : ", " + Sizes.count(view.links(), "external link")));
      lines.line("stored", Sizes.bytes(view.storedBytes()));
      lines.line(
          "changes",
          "added %d, modified %d, removed %d"
              .formatted(view.added(), view.modified(), view.removed()));
    }
    if (view.merge() != null) {
      lines.line(
          "merged",
          merged(view.merge())
              + (view.digest() == null ? "" : ", " + Sizes.count(view.conflicts(), "conflict")));
    }
    lines.line("parents", names(view.parents()));
    lines.line("children", names(view.children()));
    lines.line("tags", String.join(", ", view.tags()));
    lines.line("description", view.description());
    lines.line("message", view.message());
    if (!view.metadata().isEmpty()) {
      lines.line("metadata", view.metadata());
    }
    lines.line("created", view.created() + " by " + view.createdBy());
    lines.line("profile", view.profile());
    lines.line("storage", view.storage());
    return lines.text.toString().stripTrailing();
  }

  private void line(String name, Object value) {
    String shown = String.valueOf(value);
    if (!shown.isEmpty()) {
      text.append("%-12s %s%n".formatted(name, shown));
    }
  }

  private static String merged(MergeView merge) {
    String how = merge.mode().equals("layered") ? "layered" : "three-way, " + merge.onConflict();
    return Sizes.count(merge.sources().size(), merge.squash() ? "squashed version" : "parent")
        + ", "
        + how;
  }

  private static String names(List<VersionLink> links) {
    return String.join(
        ", ",
        links.stream()
            .map(link -> link.project() + "/" + link.name() + "@" + link.number())
            .toList());
  }
}
