package io.lamella.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  @Test
  void noThreadOfAnHttpClientIsLeft() {
    HttpClient http = HttpClient.newHttpClient();
    assertThat(selectors()).isNotEmpty();

    Selectors.end();

    assertThat(http).isNotNull();
    assertThat(selectors()).isEmpty();
  }

  private static List<String> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("HttpClient-") && name.endsWith("-SelectorManager"))
        .toList();
  }
}
