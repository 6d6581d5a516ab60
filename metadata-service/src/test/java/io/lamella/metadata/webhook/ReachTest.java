package io.lamella.metadata.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1",
        "fec0::1",
        "fd00:ec2::254",
        "ff02::1"
      })
  void whatLiesInsideIsOutOfReach(String address) {
    assertThat(new Reach(List.of()).covers(Network.address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.1.1",
        "2606:4700::1"
      })
  void whatIsPublicIsInReach(String address) {
    assertThat(new Reach(List.of()).covers(Network.address(address))).isTrue();
  }

  @Test
  void whatIsNamedIsInReachAndNothingBesideIt() {
    Reach reach = new Reach(List.of("10.20.0.0/15", "::1"));

    assertThat(reach.covers(Network.address("10.21.255.255"))).isTrue();
    assertThat(reach.covers(Network.address("10.22.0.0"))).isFalse();
    assertThat(reach.covers(Network.address("::1"))).isTrue();
    assertThat(reach.covers(Network.address("127.0.0.1"))).isFalse();
    assertThat(reach.excludes("localhost")).isTrue();
    assertThat(reach.excludes("10.22.0.0")).isTrue();
    assertThat(reach.excludes("[::1]")).isFalse();
    assertThat(reach.excludes("example.org")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", ""})
  void whatIsNoNetworkStopsTheStart(String text) {
    assertThatThrownBy(() -> new Reach(List.of(text))).hasMessageContaining("no network: " + text);
  }
}
