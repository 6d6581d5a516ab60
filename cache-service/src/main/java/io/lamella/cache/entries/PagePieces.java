package io.lamella.cache.entries;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.lamella.cache.stream.Pieces;
import io.lamella.content.Cursor;
import io.lamella.contracts.rest.EntryView;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.event.EventJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A {@link Page} of entries as JSON, written while its entries are read. */
final class PagePieces implements Pieces {
  private static final ObjectWriter ENTRY = EventJson.MAPPER.writerFor(EntryView.class);

  private final Cursor<EntryView> entries;
  private int left;
  private boolean begun;
  private boolean ended;
  private @Nullable String last;

  PagePieces(Cursor<EntryView> entries, int limit) {
    this.entries = entries;
    this.left = limit;
  }

  @Override
  public @Nullable Buffer next() throws IOException {
    if (ended) {
      return null;
    }
    Buffer json = Buffer.buffer(LENGTH / 8);
    if (!begun) {
      json.appendString("{\"items\":[");
    }
    while (json.length() < LENGTH / 8) {
      EntryView entry = entries.next();
      if (entry == null || left == 0) {
        return end(json, entry == null ? null : last);
      }
      append(json, entry);
    }
    return json;
  }

  private void append(Buffer json, EntryView entry) throws IOException {
    if (begun) {
      json.appendByte((byte) ',');
    }
    json.appendBytes(ENTRY.writeValueAsBytes(entry));
    begun = true;
    left--;
    last = entry.path();
  }

  private Buffer end(Buffer json, @Nullable String next) throws IOException {
    ended = true;
    return json.appendString("],\"next\":")
        .appendBytes(EventJson.MAPPER.writeValueAsBytes(next))
        .appendString("}");
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
