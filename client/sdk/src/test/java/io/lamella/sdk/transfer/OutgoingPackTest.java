package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OutgoingPackTest {
  @Test
  void letsGoOfItsWriterWhenFinishedButKnowsItsChunks() throws IOException {
    byte[] raw = {1, 2, 3};
    OutgoingPack pack = new OutgoingPack(new PackBuffer());
    pack.writer().add(Digest.of(raw), ByteBuffer.wrap(raw));

    pack.finish();

    assertThatThrownBy(pack::writer).isInstanceOf(IllegalStateException.class);
    assertThat(pack.index().slots()).hasSize(1);
  }
}
