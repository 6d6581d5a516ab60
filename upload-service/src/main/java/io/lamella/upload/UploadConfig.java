package io.lamella.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How this service works and where it stops. */
@ConfigMapping(prefix = "lamella")
public interface UploadConfig {
  /** What this process does; one with {@code sealer} alone serves its health only. */
  @WithDefault("upload,worker,sealer")
  Set<ServiceRole> roles();

  /**
   * Address of metadata-service, like {@code http://metadata-service}: it is asked for the draft of
   * an upload by tus that names project and dataset. Nothing else needs it.
   */
  Optional<URI> metadataUrl();

  /** A draft without change or heartbeat for so long, or never opened, is told idle. */
  @WithDefault("P7D")
  Duration draftIdle();

  /** How often idle drafts are looked for. */
  @WithDefault("PT1M")
  Duration draftIdleCheck();

  /** How often what nothing needs any more is looked for. */
  @WithDefault("PT5M")
  Duration cleaning();

  /** How long packs that were named to a draft stay for it; its heartbeats extend that. */
  @WithDefault("P1D")
  Duration lease();

  /** How long the content of an aborted or failed draft is kept for {@code resume}. */
  @WithDefault("P30D")
  Duration keepClosed();

  /** Folder for packs while they are made; default: one in the system's temporary folder. */
  Optional<Path> spoolDir();

  /** Files, forms, tar and zip streams taken in at once; each holds a thread and 6 to 14 MiB. */
  @WithDefault("12")
  int bodyThreads();

  /** Packs that arrive at once; each holds some 6 MiB. More are answered 429. */
  @WithDefault("64")
  int packArrivals();

  /** Other requests worked on at once. */
  @WithDefault("12")
  int requestThreads();

  /** Requests of either kind that wait for a thread; more are answered 429. */
  @WithDefault("1024")
  int waitingRequests();

  /** A request body that brings no byte for so long is given up. */
  @WithDefault("PT60S")
  Duration stall();

  /** A request body that brings less than this in so long of waiting for it is given up, too. */
  @WithDefault("32K")
  MemorySize stallBytes();

  /** Small bodies that arrive within this time share a pack. */
  @WithDefault("PT0.03S")
  Duration batch();

  /** Sizes that requests may have. */
  Limits limits();

  /** How uploads by tus are kept. */
  Tus tus();

  /** How seals are done. */
  Sealing sealing();

  /** How files are loaded that pipelines name. */
  Ingest ingest();

  /** How packs are brought from one store to another. */
  Migration migration();

  /** Where records of topics are read that become data. */
  Records records();

  /** Where records of topics are read that become data. */
  interface Records {
    /**
     * Properties of the client of that Kafka, as {@code lamella.records.kafka."security.protocol"},
     * over those of the service itself; with {@code "bootstrap.servers"} it is another Kafka.
     */
    Map<String, String> kafka();
  }

  /** How packs are brought from one store to another. */
  interface Migration {
    /** Packs on their way at the same time; each holds some MiB, to a bucket up to 128. */
    @WithDefault("4")
    int packs();

    /** A claim ends after so long unless it is renewed. */
    @WithDefault("PT2M")
    Duration claim();

    /** How often work is looked for where nobody said that there is some. */
    @WithDefault("PT5S")
    Duration poll();

    /** The wait before packs that could not be brought are tried again. */
    @WithDefault("PT1M")
    Duration pause();

    /**
     * How long what was brought elsewhere stays in its former store too: longer than tickets are
     * good.
     */
    @WithDefault("P1D")
    Duration grace();
  }

  /** Sizes that requests may have. */
  interface Limits {
    /** A run of changes, encoded. */
    @WithDefault("256M")
    MemorySize run();

    /** Chunks that one {@code chunks/missing} asks for. */
    @WithDefault("8192")
    int chunks();

    /** One file of a plain PUT, or of tus. */
    @WithDefault("5T")
    MemorySize file();

    /** One tar stream. */
    @WithDefault("50T")
    MemorySize tar();

    /** One zip stream, packed. */
    @WithDefault("50T")
    MemorySize zip();

    /** What comes out of one zip stream. */
    @WithDefault("50T")
    MemorySize unpacked();

    /**
     * Of a zip stream so many times the bytes may come out that went in, beyond the first 10 MiB.
     */
    @WithDefault("1000")
    int ratio();

    /** Entries of one zip stream; each takes 8 bytes of memory until its end. */
    @WithDefault("2000000")
    int entries();

    /** One form, all of its files together. */
    @WithDefault("50T")
    MemorySize form();

    /** Folders that one run, tar or zip stream puts. */
    @WithDefault("100000")
    int folders();

    /** Rows on a page. */
    @WithDefault("1000")
    int page();
  }

  /** How uploads by tus are kept. */
  interface Tus {
    /**
     * An upload that brings nothing for so long expires, at the latest with the lease of its packs.
     */
    @WithDefault("P1D")
    Duration expiry();
  }

  /** How seals are done. */
  interface Sealing {
    /** Seals done at once by this process. */
    @WithDefault("1")
    int threads();

    /** A claim ends after so long unless it is renewed. */
    @WithDefault("PT30S")
    Duration claim();

    /** How often pending seals are looked for where no notification came. */
    @WithDefault("PT2S")
    Duration poll();

    /** A seal fails that ended so often without a result, over some 20 minutes. */
    @WithDefault("10")
    int attempts();

    /** A seal fails that was begun so often, the deaths of its sealers included. */
    @WithDefault("50")
    int claims();
  }

  /** How files are loaded that pipelines name. */
  interface Ingest {
    /**
     * Where it is read from: addresses that everything allowed begins with, like {@code s3://raw/},
     * {@code https://data.example.org/} or {@code file:///data/}; {@code *}: everywhere.
     */
    Optional<Set<String>> sources();

    /**
     * Variables by which buckets and credentials are found, as {@code AWS_ENDPOINT_URL}, over those
     * of the process.
     */
    Map<String, String> variables();

    /** Requests whose sources are listed at the same time by this process. */
    @WithDefault("4")
    int planners();

    /** A claim of a request that is listed ends after so long unless it is renewed. */
    @WithDefault("PT30S")
    Duration claim();

    /** How often requests are looked for where no notification came. */
    @WithDefault("PT2S")
    Duration poll();

    /** Files of one item, at most. */
    @WithDefault("500")
    int files();

    /** Bytes of one item, as far as they are known; a larger file is an item of its own. */
    @WithDefault("64M")
    MemorySize bytes();

    /**
     * A file of more than two ranges of so many bytes is loaded by several workers, and put
     * together then, where its source has ranges; 0: none is.
     */
    @WithDefault("256M")
    MemorySize range();

    /** Items of one request that wait or are worked on, at most: others have their turn, too. */
    @WithDefault("256")
    int window();

    /** Items that this process works on at the same time. */
    @WithDefault("2")
    int items();

    /** Items that this process holds, so that it can take turns between requests. */
    @WithDefault("64")
    int held();

    /** Small files of one item that are fetched ahead. */
    @WithDefault("8")
    int ahead();

    /** Objects that this process reads from one host or bucket at the same time. */
    @WithDefault("32")
    int perSource();

    /** An ingest in which nothing has happened for so long may have lost its items. */
    @WithDefault("PT2M")
    Duration silence();

    /** A source that brings no byte for so long is given up. */
    @WithDefault("PT30S")
    Duration stall();

    /** A file that cannot be had is tried so often. */
    @WithDefault("4")
    int tries();

    /** The pause before the second try; each one after it is four times as long. */
    @WithDefault("PT0.5S")
    Duration pause();
  }
}
