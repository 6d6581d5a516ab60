package io.lamella.cache.warm;

import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import io.lamella.contracts.ticket.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** {@code warm}: fetches the version into the content cache before anybody reads it. */
@ApplicationScoped
public class WarmContent implements Content {
  private final Warming warming;
  private final Manifests manifests;

  @Inject
  WarmContent(Warming warming, Manifests manifests) {
    this.warming = warming;
    this.manifests = manifests;
  }

  @Override
  public String name() {
    return "warm";
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public Answer answer(Asked asked) {
    Ticket ticket = asked.ticket();
    warming.want(ticket.version(), manifests.of(ticket).root().toRef(), ticket.domains());
    return new Answer.Head(202, Map.of());
  }
}
