package io.lamella.upload.form;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.upload.change.Registry;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.form.Form.Part;
import io.lamella.upload.intake.FileIntake;
import io.lamella.upload.intake.FileSpec;
import io.lamella.upload.intake.FileStream;
import io.lamella.upload.intake.Gathered;
import io.lamella.upload.intake.RunPieces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the files of a form in. Their content is stored as it comes; they are registered together
 * after the last byte, or not at all.
 */
@ApplicationScoped
public class FormIntake {
  /** Field with the folder that the files go to. */
  private static final String PATH = "path";

  private static final int MODE = 0644;

  private final FileIntake files;
  private final RunStore runs;
  private final Registry registry;

  @Inject
  FormIntake(FileIntake files, RunStore runs, Registry registry) {
    this.files = files;
    this.runs = runs;
    this.registry = registry;
  }

  /**
   * Reads a form to its end.
   *
   * @param folder where its files go, unless the form says it; null: the top
   * @param type its media type, with its boundary
   * @throws LamellaException {@code invalid-path}, {@code invalid-change} or {@code
   *     invalid-request}; then nothing is registered
   */
  FilesStored take(Draft draft, @Nullable EntryPath folder, String type, InputStream body)
      throws IOException {
    Form form = Form.of(type, body);
    try (RunPieces pieces = RunPieces.distinct(draft, runs);
        FileStream stream = files.stream(draft, pieces::keep)) {
      Reading reading = new Reading(folder, pieces, stream);
      for (Part part = form.next(); part != null; part = form.next()) {
        reading.part(part);
      }
      body.transferTo(OutputStream.nullOutputStream());
      if (reading.files == 0) {
        throw invalid("The form holds no file; send some as curl -F file=@a.csv does");
      }
      reading.write();
      registry.register(draft, pieces.all(), List.of());
      return new FilesStored(reading.files, reading.bytes, stream.stored());
    }
  }

  private static LamellaException invalid(String detail) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail);
  }

  /** One form under way. */
  private static final class Reading {
    private final RunPieces pieces;
    private final FileStream stream;
    private final Gathered gathered = new Gathered();
    private final boolean told;
    private final long now;
    private @Nullable EntryPath folder;
    private long files;
    private long bytes;

    private Reading(@Nullable EntryPath folder, RunPieces pieces, FileStream stream) {
      this.folder = folder;
      this.told = folder != null;
      this.pieces = pieces;
      this.stream = stream;
      Instant instant = Instant.now();
      this.now = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    void part(Part part) throws IOException {
      String name = part.fileName();
      if (name != null) {
        file(name, part.content());
      } else if (part.field().equals(PATH)) {
        path(part.text());
      }
    }

    private void path(String text) {
      if (told || files > 0) {
        throw invalid(
            "The folder is said once: as ?path=, or as the field 'path' before the files");
      }
      folder = text.isEmpty() ? null : EntryPath.of(text);
    }

    private void file(String name, InputStream content) throws IOException {
      if (name.isEmpty()) {
        if (content.read() >= 0) {
          throw invalid("A file of the form has no name; send it as -F 'file=@-;filename=a.csv'");
        }
        return;
      }
      FileSpec file = stream.take(FormNames.path(folder, name), now, MODE, content);
      files++;
      bytes += file.size();
      gathered.add(file);
      if (gathered.isFull()) {
        write();
      }
    }

    void write() throws IOException {
      stream.flush();
      pieces.add(List.of(gathered.take()));
    }
  }
}
