package io.lamella.upload.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.PackStored;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SealingTest {
  @Test
  void aDraftBecomesAVersion() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(3, 10_000);
    assertThat(version.open().as(DraftView.class).state()).isEqualTo("open");
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
    byte[] run = TestPack.run(pack.small(version, "a/b.bin"));
    assertThat(TestPack.register(version, run).as(RunAccepted.class).puts()).isEqualTo(1);

    // When
    TestVersion sealing = version.atEpoch(2);
    sealing.askSeal();
    VersionSealed sealed = sealing.awaitSealed();

    // Then
    assertThat(sealed.files()).isEqualTo(1);
    assertThat(sealed.bytes()).isEqualTo(10_000);
    assertThat(sealed.added()).isEqualTo(1);
    assertThat(sealed.storedBytes()).isGreaterThan(pack.bytes().length);
    TestPack.register(version, run).problem(ErrorCode.DRAFT_CLOSED);
  }
}
