package io.lamella.metadata.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  /** The example that libraries of the specification are tested with. */
  @Test
  void signsAsTheSpecificationSays() {
    assertThat(
            Secrets.sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void takesASecretWithItsPrefixOrWithout() {
    assertThat(Secrets.given("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        .isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        .isEqualTo(Secrets.given("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  }

  @Test
  void makesSecretsThatItTakes() {
    String made = Secrets.make();

    assertThat(Secrets.given(made)).isEqualTo(made).isNotEqualTo(Secrets.make());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "no base 64 at all, but long enough it is", "whsec_MfKQ"})
  void refusesWhatIsNoSecretWithoutSayingIt(String text) {
    assertThatThrownBy(() -> Secrets.given(text))
        .hasMessage("a secret is Base64 of 24 to 64 bytes, perhaps after whsec_");
  }
}
