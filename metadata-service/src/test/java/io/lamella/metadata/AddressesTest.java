package io.lamella.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that no client writes, as they are, without a library that mends them. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/versions?name=%zz",
        "/v1/versions?name=a%4",
        "/v1/resolve?ref=%",
        "/v1/info?%%=1",
        "/v1/versions/%zz",
        "/v1/versions/%"
      })
  void oneThatIsNotPercentEncodedIsAProblem(String address) throws IOException {
    assertThat(answer(address))
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("Content-Type: application/problem+json")
        .contains("\"code\":\"invalid-request\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/versions?name=%C3%BC%25", "/v1/versions?name=a+b&limit=5"})
  void oneThatIsPercentEncodedIsAnswered(String address) throws IOException {
    assertThat(answer(address)).startsWith("HTTP/1.1 200");
  }

  private static String answer(String address) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(60_000);
      String request =
          "GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
