package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.PackStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PackIntakeTest {
  @Test
  void takesAPackInOnce() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(20, 50_000);

    // When
    PackStored first = pack.put(version).as(PackStored.class);
    PackStored second = pack.put(version).as(PackStored.class);

    // Then
    assertThat(first)
        .isEqualTo(new PackStored(pack.index().id().hex(), 0, 20, pack.bytes().length, false));
    assertThat(second)
        .isEqualTo(new PackStored(pack.index().id().hex(), 0, 20, pack.bytes().length, true));
  }

  @Test
  void refusesAPackWithOneWrongByte() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(5, 50_000);
    byte[] wrong = pack.bytes().clone();
    wrong[wrong.length / 2] ^= 1;

    // When
    String detail =
        version
            .send("PUT", pack.path(version), BodyPublishers.ofByteArray(wrong))
            .problem(ErrorCode.INVALID_PACK);

    // Then
    assertThat(detail).isNotBlank();
    assertThat(pack.put(version).as(PackStored.class).existed()).isFalse();
  }
}
