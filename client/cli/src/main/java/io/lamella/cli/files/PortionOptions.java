package io.lamella.cli.files;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Session;
import io.lamella.content.manifest.Part;
import io.lamella.sdk.contents.Portion;
import io.lamella.sdk.contents.VersionContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose a portion of a version. */
final class PortionOptions {
  @Option(
      names = "--files",
      arity = "0..*",
      paramLabel = "GLOB",
      description =
          "Only what matches; without a / at any depth, with one at its end a folder and all in"
              + " it.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--changed-from",
      paramLabel = "REF",
      description = "Only what that version does not have, or has otherwise.")
  @Nullable String changedFrom;

  @Option(
      names = "--part",
      paramLabel = "I",
      description =
          "Only part I of --num-parts, counted from 0. All parts together hold everything once.")
  @Nullable Integer part;

  @Option(names = "--num-parts", paramLabel = "N", description = "Into how many parts it is cut.")
  @Nullable Integer numParts;

  @Option(
      names = "--balance",
      paramLabel = "WHAT",
      description = "What parts have equally much of: files (as by default) or bytes.")
  @Nullable String balance;

  /**
   * What the options say, as far as no server is needed for that.
   *
   * @throws UsageException when they cannot be meant
   */
  Portion portion() {
    Portion all = Portion.files(files);
    Part wanted = part();
    return wanted == null ? all : all.part(wanted);
  }

  /** The other version, what differs from which is wanted; null: none was named. */
  @Nullable VersionContents changedFrom(Session session) {
    return changedFrom == null
        ? null
        : session.client().contents(new Target(session).resolve(changedFrom));
  }

  boolean areGiven() {
    return !files.isEmpty() || changedFrom != null || part != null || numParts != null;
  }

  private @Nullable Part part() {
    if (part == null || numParts == null) {
      if (part != null || numParts != null || balance != null) {
        throw new UsageException(
            "one part of how many? Give both --part I, from 0 on, and --num-parts N");
      }
      return null;
    }
    if (numParts < 1) {
      throw new UsageException("--num-parts is at least 1");
    }
    if (part < 0 || part >= numParts) {
      throw new UsageException(
          "there is no part %d of %d: --part counts from 0 to %d"
              .formatted(part, numParts, numParts - 1));
    }
    return new Part(part, numParts, balance());
  }

  private Part.Balance balance() {
    return switch (balance == null ? "files" : balance.toLowerCase(Locale.ROOT)) {
      case "files" -> Part.Balance.FILES;
      case "bytes" -> Part.Balance.BYTES;
      default -> throw new UsageException("--balance takes files or bytes");
    };
  }
}
