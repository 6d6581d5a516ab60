package io.lamella.cli.reference;

import io.lamella.contracts.rest.VersionView;

/** How versions are called. */
public final class Names {
  private Names() {}

  /** {@code project/name@number}. */
  public static String of(VersionView view) {
    return view.project() + "/" + view.name() + "@" + view.number();
  }
}
