package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket/a/b.txt, s3, bucket, /a/b.txt, b.txt",
    "S3://bucket/a%20b, s3, bucket, /a b, a b",
    "s3://bucket, s3, bucket, /, ''",
    "gs://b/%C3%BC, gs, b, /ü, ü",
    "file:///data/x, file, '', /data/x, x",
    "file:/data/x, file, '', /data/x, x",
    "file://localhost/data/x, file, '', /data/x, x",
    "https://Host:8443/a/b%20c?q=1#f, https, host:8443, /a/b%20c?q=1#f, b c",
    "azblob://container/k, azblob, container, /k, k"
  })
  void isTakenApart(String text, String scheme, String authority, String path, String name)
      throws IOException {
    SourceAddress address = SourceAddress.of(text);

    assertThat(address.scheme()).isEqualTo(scheme);
    assertThat(address.authority()).isEqualTo(authority);
    assertThat(address.path()).isEqualTo(path);
    assertThat(address.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/day=01/*.jpg, /day=01/, *.jpg",
    "s3://b/*/x/**, /, */x/**",
    "file:///data/a[12]/f, /data/, a[12]/f",
    "'file:///data/{a,b}', /data/, '{a,b}'"
  })
  void endsWithAPattern(String text, String base, String pattern) throws IOException {
    SourceAddress address = SourceAddress.of(text);

    assertThat(address.base()).isEqualTo(base);
    assertThat(address.pattern()).contains(pattern);
  }

  @Test
  void anAddressOfTheWebHasNoPattern() throws IOException {
    assertThat(SourceAddress.of("https://host/a?b=*").pattern()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "ftp://host/x",
        "javascript:1",
        "s3:///key",
        "file://host/x",
        "file:x",
        "http://name:word@host/",
        "s3://key@bucket/x",
        "s3://bucket/%zz",
        "s3://bucket/%2",
        "s3://bucket/%FF"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> SourceAddress.of(text)).isInstanceOf(SourceException.class);
  }

  @Test
  void aPasswordIsNotRepeated() {
    assertThatThrownBy(() -> SourceAddress.of("https://me:secret@host/x"))
        .hasMessageNotContaining("secret");
  }
}
