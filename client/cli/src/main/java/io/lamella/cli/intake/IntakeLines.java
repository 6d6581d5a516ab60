package io.lamella.cli.intake;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.contracts.rest.IntakeRule;
import io.lamella.contracts.rest.IntakeView;
import io.lamella.contracts.rest.IntakeWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule and what came by it, as lines. */
final class IntakeLines {
  private IntakeLines() {}

  static void print(Output output, IntakeView view) {
    List<String> lines = new ArrayList<>();
    lines.add(view.project() + "/" + view.name() + "  takes " + takes(view.rule()));
    lines.add("  full " + full(view.rule().close()) + (view.rule().publish() ? ", published" : ""));
    IntakeWindow open = view.open();
    if (open != null) {
      lines.add(line(open));
    }
    view.before().forEach(window -> lines.add(line(window)));
    output.answer(
        Objects.of(
            "project", view.project(),
            "name", view.name(),
            "rule", view.rule(),
            "open", view.open(),
            "before", view.before(),
            "by", view.by(),
            "set", view.set()),
        String.join("\n", lines));
  }

  private static String takes(IntakeRule rule) {
    List<String> words = new ArrayList<>();
    add(words, "from ", rule.from());
    add(words, "of type ", rule.type());
    add(words, "of subject ", rule.subject());
    add(words, "into ", rule.path());
    return String.join(" ", words);
  }

  private static String full(IntakeClosing close) {
    List<String> words = new ArrayList<>();
    add(words, "with files ", close.files());
    add(words, "with ", close.bytes() == null ? null : Sizes.bytes(close.bytes()));
    add(words, "when quiet for ", close.quiet());
    add(words, "by an event of type ", close.type());
    add(words, "by an event of subject ", close.subject());
    return String.join(", ", words);
  }

  private static void add(List<String> words, String before, @Nullable Object value) {
    if (value != null) {
      words.add(before + value);
    }
  }

  private static String line(IntakeWindow window) {
    return "  %d  %s  %s  %s, %s  since %s%s"
        .formatted(
            window.number(),
            window.version(),
            window.state(),
            Sizes.count(window.files(), "file"),
            Sizes.bytes(window.bytes()),
            window.since(),
            window.detail() == null ? "" : "  " + window.detail());
  }
}
