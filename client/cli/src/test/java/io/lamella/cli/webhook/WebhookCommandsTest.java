package io.lamella.cli.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.contracts.rest.WebhookView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WebhookCommandsTest {
  private static final WebhookView HOOK =
      new WebhookView(
          UUID.randomUUID(),
          "http://h/",
          List.of(),
          null,
          null,
          List.of(),
          "",
          null,
          Instant.now(),
          "eve",
          null);
  private static final String ADDRESS = "/v1/webhooks/" + HOOK.id();

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp).answer("POST /v1/webhooks", HOOK);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private static <C extends LamellaCommand> C parsed(C command, String... arguments) {
    new CommandLine(command).parseArgs(arguments);
    return command;
  }

  private static DeliveryView delivery(String status, @Nullable String error) {
    return new DeliveryView(
        UUID.randomUUID(),
        HOOK.id(),
        UUID.randomUUID(),
        EventType.WEBHOOK_TEST,
        status,
        1,
        null,
        error,
        Instant.now(),
        null,
        status.equals("pending") ? null : Instant.now());
  }

  @Test
  void createsWithASecretOfItsOwnAndAnIdSoThatTheRequestMayBeRepeated() throws IOException {
    int exit =
        parsed(
                new WebhookCreateCommand(),
                "http://h/",
                "--project",
                "vision",
                "--name",
                "frames",
                "--type",
                "published",
                "tagged",
                "--tags",
                "prod")
            .run(catalog.session());

    assertThat(exit).isZero();
    assertThat(catalog.bodies().get(0))
        .contains(
            "\"url\":\"http://h/\"",
            "\"types\":[\"published\",\"tagged\"]",
            "\"project\":null",
            "\"dataset\":\"vision/frames\"",
            "\"tags\":[\"prod\"]",
            "\"secret\":\"whsec_")
        .containsPattern("\"id\":\"[0-9a-f-]{36}\"");
  }

  @Test
  void readsASecretFromAFile() throws IOException {
    Files.writeString(catalog.folder().resolve("secret.txt"), "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");

    parsed(new WebhookCreateCommand(), "http://h/", "--secret", "@secret.txt")
        .run(catalog.session());

    assertThat(catalog.bodies().get(0)).contains("\"secret\":\"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"");
  }

  @Test
  void aNameNeedsAProject() {
    assertThatThrownBy(
            () ->
                parsed(new WebhookCreateCommand(), "http://h/", "--name", "frames")
                    .run(catalog.session()))
        .isInstanceOf(UsageException.class);
    assertThat(catalog.asked()).isEmpty();
  }

  @Test
  void aTestSaysByItsExitCodeWhetherItArrived() throws IOException {
    DeliveryView pending = delivery("pending", null);
    String test = "POST " + ADDRESS + "/test";
    catalog.close();
    catalog = new Catalog(temp).answer(test, pending);
    catalog.answer("GET " + ADDRESS + "/deliveries/", delivery("delivered", null));
    assertThat(parsed(new WebhookTestCommand(), HOOK.id().toString()).run(catalog.session()))
        .isZero();

    catalog.answer("GET " + ADDRESS + "/deliveries/", delivery("pending", "answered 500"));
    assertThat(parsed(new WebhookTestCommand(), HOOK.id().toString()).run(catalog.session()))
        .isEqualTo(1);
  }

  @Test
  void sendsAllThatFailedAgain() throws IOException {
    DeliveryView first = delivery("failed", "answered 500");
    DeliveryView second = delivery("failed", "answered 500");
    catalog
        .answer("GET " + ADDRESS + "/deliveries?status=failed", Catalog.page(first, second))
        .answer("POST " + ADDRESS, first);
    catalog.answer("POST /v1/webhooks", delivery("pending", null));

    parsed(new WebhookRedeliverCommand(), HOOK.id().toString(), "--failed").run(catalog.session());

    assertThat(catalog.asked())
        .endsWith(
            "POST " + ADDRESS + "/deliveries/" + first.id() + "/redeliver",
            "POST " + ADDRESS + "/deliveries/" + second.id() + "/redeliver");
    assertThatThrownBy(
            () ->
                parsed(new WebhookRedeliverCommand(), HOOK.id().toString()).run(catalog.session()))
        .isInstanceOf(UsageException.class);
  }
}
