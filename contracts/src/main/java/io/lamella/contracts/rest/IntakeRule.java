package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events bring files into a dataset by themselves, and when a version of them is full.
 *
 * @param from what the address of an object begins with, {@code s3://raw/cam1/}; null: any
 * @param type glob of the event's type; null: any
 * @param subject glob of the event's subject; null: any
 * @param path folder in the version; null: the top. An object keeps its path below the last slash
 *     of {@code from}
 * @param include globs of these paths; none: all
 * @param exclude globs of paths that are left out
 * @param close when a version is full
 * @param publish whether it is published then
 * @param onError {@code skip} (a file that cannot be had is left out) or {@code fail} (it fails the
 *     version)
 */
public record IntakeRule(
    @Nullable String from,
    @Nullable String type,
    @Nullable String subject,
    @Nullable String path,
    List<String> include,
    List<String> exclude,
    IntakeClosing close,
    boolean publish,
    String onError) {
  public IntakeRule {
    include = include == null ? List.of() : List.copyOf(include);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
  }
}
