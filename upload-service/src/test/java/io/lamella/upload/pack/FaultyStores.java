package io.lamella.upload.pack;

import io.lamella.content.store.ObjectStore;
import io.lamella.kit.storage.Storages;
import io.lamella.kit.storage.StoreMeter;
import io.lamella.testkit.FaultyStore;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusMock;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.net.URI;

/** Stores that meet a fault: the service's own until the end of a test. */
@Vetoed
final class FaultyStores extends Stores {
  private final FaultyStore.Fault fault;

  private FaultyStores(Storages storages, FaultyStore.Fault fault) {
    super(storages, Arc.container().instance(StoreMeter.class).get());
    this.fault = fault;
  }

  static void meet(FaultyStore.Fault fault) {
    QuarkusMock.installMockForType(
        new FaultyStores(Arc.container().instance(Storages.class).get(), fault), Stores.class);
  }

  @Override
  ObjectStore connect(URI uri) throws IOException {
    return new FaultyStore(super.connect(uri), fault);
  }
}
