package io.lamella.metadata.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.LamellaException;
import java.net.URI;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.txt",
        "a+b",
        "100%",
        "50%25",
        "#1",
        "day=01/ü.jpg",
        "a?b*c[1]{2}",
        "tab\tand\nline",
        "日本/語",
        "x//y",
        " ends ",
        "\\",
        "\"",
        "a&b=c;d",
        "😀"
      })
  void everyKeyIsReadBackAsItIs(String key) {
    String text = Address.object("s3", "Bucket", key).text();

    assertThat(text).startsWith("s3://bucket/").matches("[\\x21-\\x7e]+");
    assertThat(Address.of(text).path()).isEqualTo("/" + key);
    assertThat(URI.create(text).getPath()).isEqualTo("/" + key);
  }

  @Property
  void anyKeyIsReadBackAsItIs(@ForAll @NotEmpty @StringLength(max = 40) String key) {
    if (Happenings.isText(key)) {
      assertThat(Address.of(Address.object("gs", "b", key).text()).path()).isEqualTo("/" + key);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3://raw/cam1/2024/x.jpg, s3://raw/cam1/, 2024/x.jpg",
    "s3://raw/cam1/x.jpg, s3://raw/cam, cam1/x.jpg",
    "s3://raw/cam1/x.jpg, , cam1/x.jpg",
    "file:///mnt/drop/a/x.csv, file:///mnt/drop/, a/x.csv",
    "file:///mnt/drop/a/x.csv, , x.csv",
    "https://h/data/a%20b.csv?sig=1/2, https://h/data/, a b.csv",
    "https://h/data/a%20b.csv?sig=1/2, , a b.csv"
  })
  void keepsItsPathBelow(String address, String from, String path) {
    assertThat(Address.of(address).below(Optional.ofNullable(from).map(Address::of)))
        .isEqualTo(path);
  }

  @Test
  void beginsAsAddressesAreReadAndNotAsTheyAreWritten() {
    Address object = Address.of("S3://Raw/a%2Bb/x");

    assertThat(object.beginsWith(Address.of("s3://raw/a+b/"))).isTrue();
    assertThat(object.beginsWith(Address.of("s3://raw/b"))).isFalse();
    assertThat(object.beginsWith(Address.of("gs://raw/a+b/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://b/%zz", "s3://b/%2", "s3://b/%FF", "s3://b/%00", "https://h/a b"})
  void whatCannotBeReadIsRefused(String text) {
    assertThatThrownBy(() -> Address.of(text)).isInstanceOf(LamellaException.class);
  }
}
