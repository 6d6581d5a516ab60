package io.lamella.cache.preview;

import io.lamella.cache.Role;
import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code statistics}: what a version holds, in numbers. */
@ApplicationScoped
public class StatisticsContent implements Content {
  private final Manifests manifests;
  private final Surveys surveys;
  private final Waiting waiting;

  @Inject
  StatisticsContent(Manifests manifests, Surveys surveys, Waiting waiting) {
    this.manifests = manifests;
    this.surveys = surveys;
    this.waiting = waiting;
  }

  @Override
  public Role role() {
    return Role.PREVIEW;
  }

  @Override
  public String name() {
    return "statistics";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    Optional<Survey> survey =
        waiting.shortly(surveys.of(manifests.of(asked.ticket()).root(), asked.ticket().domains()));
    return survey.isPresent()
        ? PreviewAnswers.json(survey.get().statistics())
        : PreviewAnswers.later(Map.of("state", "waiting"));
  }
}
