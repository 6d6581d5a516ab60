package io.lamella.cache.preview;

import io.lamella.cache.Role;
import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.preview.Failure;
import io.lamella.preview.Outcome;
import io.lamella.preview.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code preview?path=}: what is in a file, at a glance; {@code preview/image?path=}: the thumbnail
 * of an image. What is not there is made, and waited for a little.
 */
@ApplicationScoped
public class PreviewContent implements Content {
  private final Manifests manifests;
  private final Making making;
  private final Kept kept;
  private final PreviewPolicy policy;
  private final Waiting waiting;

  @Inject
  PreviewContent(
      Manifests manifests, Making making, Kept kept, PreviewPolicy policy, Waiting waiting) {
    this.manifests = manifests;
    this.making = making;
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
    return "preview";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    policy.require(asked.ticket());
    boolean image = asked.parts().equals(List.of("image"));
    if (!image && !asked.parts().isEmpty()) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "There is preview and preview/image");
    }
    Entry.File file = file(asked);
    Optional<Reading> reading = Reading.of(file.path().name());
    if (reading.isEmpty()) {
      return show(image, file, "other", new Outcome(null, null, Failure.UNSUPPORTED));
    }
    Optional<Outcome> outcome = kept.outcome(Kept.nameOf(file.digest(), reading.get()));
    if (outcome.isEmpty()) {
      outcome = waiting.shortly(making.ask(file, reading.get(), asked.packs()));
    }
    String kind = reading.get().kind();
    return outcome.isPresent()
        ? show(image, file, kind, outcome.get())
        : PreviewAnswers.later(Views.of(file, kind, null));
  }

  private static Answer show(boolean image, Entry.File file, String kind, Outcome outcome)
      throws IOException {
    if (!image) {
      return PreviewAnswers.json(Views.of(file, kind, outcome));
    }
    byte[] thumbnail = outcome.thumbnail();
    if (thumbnail == null) {
      Failure failure = outcome.failure();
      throw new LamellaException(
          ErrorCode.NO_PREVIEW,
          file.path() + (failure == null ? " is no image" : ": " + failure.code()));
    }
    return PreviewAnswers.image(thumbnail);
  }

  private Entry.File file(Asked asked) throws IOException {
    EntryPath path =
        asked
            .pathIn("path")
            .orElseThrow(
                () ->
                    new LamellaException(
                        ErrorCode.INVALID_REQUEST, "Name the file: ?path=folder/name.csv"));
    Entry entry = manifests.of(asked.ticket()).find(path).orElse(null);
    if (entry instanceof Entry.File file) {
      return file;
    }
    if (entry instanceof Entry.Link || entry instanceof Entry.Symlink) {
      throw new LamellaException(
          ErrorCode.NO_PREVIEW, path + " is a link; only files of the version are looked into");
    }
    throw new LamellaException(ErrorCode.PATH_NOT_FOUND, "The version has no file " + path);
  }
}
