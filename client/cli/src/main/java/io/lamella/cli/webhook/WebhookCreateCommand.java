package io.lamella.cli.webhook;

import io.lamella.cli.event.EventOptions;
import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CreateWebhook;
import io.lamella.contracts.rest.WebhookView;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a webhook. */
@Command(
    name = "create",
    description = {
      "Have events posted to an address from now on. Prints the secret that they",
      "are signed with, which cannot be seen again, unless one is given."
    },
    footer = {
      "",
      "Example:",
      "  lamella webhook create https://ci.example.org/new --type published",
      "  lamella webhook create https://ci.example.org/new --project vision",
      "  lamella webhook create https://ci.example.org/new --secret @secret.txt"
    })
public final class WebhookCreateCommand extends LamellaCommand {
  @Parameters(paramLabel = "URL", description = "Address that events are posted to.")
  String url = "";

  @Mixin private final EventOptions options = new EventOptions();

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description =
          "What to sign with, Base64 of 24 to 64 bytes, perhaps after whsec_, "
              + "or @FILE, so that it stands in no list of processes.")
  @Nullable String secret;

  @Option(names = "--description", description = "What it is for.")
  @Nullable String description;

  @Override
  protected int run(Session session) throws IOException {
    WebhookView made =
        session
            .client()
            .webhooks()
            .create(
                new CreateWebhook(
                    null,
                    url,
                    options.types(),
                    options.project(),
                    options.dataset(),
                    options.tags(),
                    secret(session),
                    description));
    Map<String, @Nullable Object> object = Lines.object(made);
    String text = Lines.text(made);
    if (made.secret() != null) {
      object = Objects.with(object, "secret", made.secret());
      text += "\nsecret, which is not shown again: " + made.secret();
    }
    session.output().answer(object, text);
    return 0;
  }

  private @Nullable String secret(Session session) throws IOException {
    if (secret == null || !secret.startsWith("@")) {
      return secret;
    }
    String read = Files.readString(session.folder().resolve(secret.substring(1))).strip();
    if (read.isEmpty()) {
      throw new UsageException("the file " + secret.substring(1) + " is empty");
    }
    return read;
  }
}
