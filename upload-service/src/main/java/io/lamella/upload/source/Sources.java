package io.lamella.upload.source;

import io.lamella.content.glob.Glob;
import io.lamella.content.glob.Globs;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.upload.UploadConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where pipelines let files be fetched from. Nothing is read that the rules do not allow. */
@Singleton
public class Sources {
  private final SourceRules rules;
  private final FileSource files;
  private final BucketSource buckets;
  private final HttpSource http;
  private final KafkaSource kafka;
  private final int atOnce;
  private final ConcurrentMap<String, Semaphore> busy = new ConcurrentHashMap<>();

  @Inject
  Sources(
      SourceRules rules,
      FileSource files,
      BucketSource buckets,
      HttpSource http,
      KafkaSource kafka,
      UploadConfig config) {
    this.rules = rules;
    this.files = files;
    this.buckets = buckets;
    this.http = http;
    this.kafka = kafka;
    this.atOnce = config.ingest().perSource();
  }

  /**
   * What a source names. Of a prefix, pattern or list it is looked up; a single object is answered
   * without asking whether it is there.
   *
   * @param after where an earlier listing stood, see {@link Listing#position}; null: at its start
   * @throws SourceException {@code source-refused}, or when it cannot be listed
   */
  public Listing list(IngestSource source, @Nullable String after) throws IOException {
    if (source.list()) {
      return new ListSource(opened(source), after == null ? 0 : Long.parseLong(after));
    }
    SourceAddress address = SourceAddress.of(String.valueOf(source.uri()));
    rules.require(address);
    boolean single = address.isHttp() || address.isKafka();
    if (single || (!address.isPrefix() && address.pattern().isEmpty())) {
      return new One(new Found(address.name(), address.text(), -1, null, null), after);
    }
    Listing all =
        address.isFile()
            ? new Tree((path, behind) -> files.children(address, path, behind), after)
            : buckets.list(address, after);
    return new Wanted(all, wanted(source, address));
  }

  private Opened opened(IngestSource list) throws IOException {
    if (list.content() != null) {
      byte[] text = list.content().getBytes(StandardCharsets.UTF_8);
      return new Opened(new ByteArrayInputStream(text), text.length, null, null, 0644, false);
    }
    SourceAddress address = SourceAddress.of(String.valueOf(list.uri()));
    rules.require(address);
    if (address.isKafka()) {
      throw SourceException.invalid(address.text() + ": records are no list of addresses");
    }
    return address.isHttp() ? http.open(address) : stored(address);
  }

  /** A single object, once. */
  private static final class One implements Listing {
    private @Nullable Found found;

    One(Found found, @Nullable String after) {
      this.found = after == null ? found : null;
    }

    @Override
    public @Nullable Found next() {
      Found one = found;
      found = null;
      return one;
    }

    @Override
    public String position() {
      return "";
    }
  }

  /** A listing of which some are wanted. */
  private record Wanted(Listing all, Predicate<String> wanted) implements Listing {
    @Override
    public @Nullable Found next() throws IOException {
      return all.next();
    }

    @Override
    public boolean wants(Found found) {
      return wanted.test(found.path());
    }

    @Override
    public String position() {
      return all.position();
    }
  }

  private static Predicate<String> wanted(IngestSource source, SourceAddress address) {
    Globs include = Globs.anywhere(source.include());
    Globs exclude = Globs.anywhere(source.exclude());
    Predicate<String> pattern =
        address.pattern().map(Glob::of).<Predicate<String>>map(g -> g::matches).orElse(p -> true);
    return path ->
        pattern.test(path)
            && (include.isEmpty() || matches(include, path))
            && (exclude.isEmpty() || !matches(exclude, path));
  }

  private static boolean matches(Globs globs, String path) {
    return globs.patterns().stream().anyMatch(glob -> glob.matches(path));
  }

  /**
   * Opens an object; waits while as many of the same source are open as may be.
   *
   * @throws SourceException when it cannot be had; so may its stream
   */
  public Opened open(String uri) throws IOException {
    return ask(uri, address -> address.isHttp() ? http.open(address) : stored(address));
  }

  /** As {@link #open}, of a range of an object that was {@link Opened#ranged}. */
  public Opened open(String uri, Slice slice) throws IOException {
    return ask(
        uri,
        address -> {
          if (address.isHttp()) {
            return http.open(address, slice);
          }
          return address.isFile() ? files.open(address, slice) : buckets.open(address, slice);
        });
  }

  /** As {@link #open(String)}, when its bytes are not wanted. */
  public Opened look(String uri) throws IOException {
    return ask(uri, address -> address.isHttp() ? http.look(address) : pinnable(address));
  }

  /** What can be had again, by whoever follows a link to it. */
  private Opened pinnable(SourceAddress address) throws IOException {
    if (address.isKafka()) {
      throw SourceException.invalid(address.text() + ": records cannot be linked to, only loaded");
    }
    return stored(address);
  }

  private Opened stored(SourceAddress address) throws IOException {
    if (address.isKafka()) {
      return kafka.open(address);
    }
    return address.isFile() ? files.open(address) : buckets.open(address);
  }

  private interface Opening {
    Opened of(SourceAddress address) throws IOException;
  }

  private Opened ask(String uri, Opening opening) throws IOException {
    SourceAddress address = SourceAddress.of(uri);
    rules.require(address);
    Semaphore turns =
        busy.computeIfAbsent(
            address.scheme() + "://" + address.authority(), source -> new Semaphore(atOnce));
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    try {
      Opened opened = opening.of(address);
      return opened.through(new Returning(opened, turns, uri));
    } catch (IOException | RuntimeException e) {
      turns.release();
      throw e;
    }
  }

  /** Gives its turn back when it is closed; whatever breaks it is the source's fault. */
  private static final class Returning extends FilterInputStream {
    private final Semaphore turns;
    private final String uri;
    private boolean closed;

    Returning(Opened opened, Semaphore turns, String uri) {
      super(opened.body());
      this.turns = turns;
      this.uri = uri;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        return in.read(target, from, length);
      } catch (SourceException e) {
        throw e;
      } catch (IOException e) {
        throw SourceException.passing(uri + ": " + e.getMessage());
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        turns.release();
        super.close();
      }
    }
  }
}
