package io.lamella.cache.preview;

import io.lamella.cache.Role;
import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.preview.Failure;
import io.lamella.preview.Outcome;
import io.lamella.preview.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code previews}: the files that have one without anybody asking; what is missing is made. */
@ApplicationScoped
public class PreviewsContent implements Content {
  private final Manifests manifests;
  private final Surveys surveys;
  private final Kept kept;
  private final PreviewPolicy policy;
  private final Waiting waiting;

  @Inject
  PreviewsContent(
      Manifests manifests, Surveys surveys, Kept kept, PreviewPolicy policy, Waiting waiting) {
    this.manifests = manifests;
    this.surveys = surveys;
    this.kept = kept;
    this.policy = policy;
    this.waiting = waiting;
  }

  @Override
  public Role role() {
    return Role.PREVIEW;
  }

  @Override
  public String name() {
    return "previews";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    policy.require(asked.ticket());
    Root root = manifests.of(asked.ticket()).root();
    Optional<Survey> survey = waiting.shortly(surveys.of(root, asked.ticket().domains()));
    if (survey.isEmpty()) {
      return PreviewAnswers.later(new Page<PreviewView>(List.of(), null));
    }
    List<PreviewView> views = new ArrayList<>();
    for (Survey.Picked picked : survey.get().automatic()) {
      views.add(view(picked));
    }
    if (views.stream().anyMatch(view -> view.state().equals(Views.WAITING))) {
      surveys.makeSoon(asked.ticket().version(), root, asked.ticket().domains());
    }
    return PreviewAnswers.json(new Page<>(views, null));
  }

  private PreviewView view(Survey.Picked picked) throws IOException {
    Reading reading = Reading.of(EntryPath.of(picked.path()).name()).orElse(null);
    if (reading == null) {
      return Views.line(picked, Views.WAITING, null);
    }
    String name = Kept.nameOf(Digest.parse(picked.digest()), reading);
    if (kept.isReady(name)) {
      return Views.line(picked, Views.READY, null);
    }
    Failure failure = kept.failed(name).map(Outcome::failure).orElse(null);
    return Views.line(picked, failure == null ? Views.WAITING : Views.FAILED, failure);
  }
}
