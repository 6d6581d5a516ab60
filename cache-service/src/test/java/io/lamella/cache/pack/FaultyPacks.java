package io.lamella.cache.pack;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.contentcache.ContentCache;
import io.lamella.content.store.ObjectStore;
import io.lamella.kit.storage.Storages;
import io.lamella.kit.storage.StoreMeter;
import io.lamella.testkit.FaultyStore;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusMock;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Packs of which one store meets a fault, until the end of a test. */
@Vetoed
final class FaultyPacks extends Packs {
  private final URI faulty;
  private final FaultyStore.Fault fault;

  private FaultyPacks(ContentCache cache, CacheConfig config, URI faulty, FaultyStore.Fault fault) {
    super(
        cache,
        config,
        Arc.container().instance(Storages.class).get(),
        Arc.container().instance(StoreMeter.class).get());
    this.faulty = faulty;
    this.fault = fault;
  }

  static void meet(ContentCache cache, CacheConfig config, Path store, FaultyStore.Fault fault) {
    QuarkusMock.installMockForType(
        new FaultyPacks(cache, config, store.toUri(), fault), Packs.class);
  }

  @Override
  ObjectStore connect(URI uri) throws IOException {
    ObjectStore store = super.connect(uri);
    return uri.equals(faulty) ? new FaultyStore(store, fault) : store;
  }
}
