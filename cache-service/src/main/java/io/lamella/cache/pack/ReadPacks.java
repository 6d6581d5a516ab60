package io.lamella.cache.pack;

import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.ticket.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Packs of some domains, and of no others. Remembers which ones it opened last, so that they can be
 * fetched anew when something in them turned out wrong.
 */
public final class ReadPacks implements PackSource {
  private static final int REMEMBERED = 256;

  private final Packs packs;
  private final List<Ticket.Domain> domains;
  private final Set<PackRef> opened =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<PackRef, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  ReadPacks(Packs packs, List<Ticket.Domain> domains) {
    this.packs = packs;
    this.domains = List.copyOf(domains);
  }

  @Override
  public InputStream open(PackRef pack, long offset, long length) throws IOException {
    opened.add(pack);
    return packs.find(pack, domains).open(offset, length);
  }

  @Override
  public OptionalLong length(PackRef pack) throws IOException {
    return OptionalLong.of(packs.find(pack, domains).length());
  }

  /** Drops what is cached of the packs that were opened: the next reader fetches it anew. */
  public void distrust() throws IOException {
    for (PackRef pack : opened.toArray(PackRef[]::new)) {
      packs.find(pack, domains).forget();
    }
  }
}
