package io.lamella.metadata.version;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;

/** What a caller may ask of a version's state, and when it may be done. */
public enum Move {
  FINALIZE {
    @Override
    Verdict judge(VersionState state, boolean sealing) {
      return switch (state) {
        case UPLOADING ->
            sealing ? Verdict.HOLDS : new Verdict.Go(VersionState.UPLOADING, true, true);
        case FINAL, PUBLISHED -> Verdict.HOLDS;
        case FAILED, ABORTED -> refused(state, "resume it first");
      };
    }
  },
  ABORT {
    @Override
    Verdict judge(VersionState state, boolean sealing) {
      return switch (state) {
        case UPLOADING -> new Verdict.Go(VersionState.ABORTED, false, true);
        case ABORTED -> Verdict.HOLDS;
        case FAILED -> refused(state, "there is nothing to abort: resume or delete it");
        case FINAL, PUBLISHED -> refused(state, "it can be deleted, not aborted");
      };
    }
  },
  RESUME {
    @Override
    Verdict judge(VersionState state, boolean sealing) {
      return switch (state) {
        case FAILED, ABORTED -> new Verdict.Go(VersionState.UPLOADING, false, true);
        case UPLOADING ->
            sealing
                ? new Verdict.Refused(
                    ErrorCode.SEALING, "it is being sealed: wait for its end, or abort it first")
                : Verdict.HOLDS;
        case FINAL, PUBLISHED ->
            refused(state, "its content never changes: create a version with it as the parent");
      };
    }
  },
  PUBLISH {
    @Override
    Verdict judge(VersionState state, boolean sealing) {
      return switch (state) {
        case FINAL -> new Verdict.Go(VersionState.PUBLISHED, false, false);
        case PUBLISHED -> Verdict.HOLDS;
        case UPLOADING -> refused(state, sealing ? "wait until it is sealed" : "finalize it first");
        case FAILED, ABORTED -> refused(state, "resume and finalize it first");
      };
    }
  };

  /** What asking for this means to a version in {@code state}. */
  abstract Verdict judge(VersionState state, boolean sealing);

  private static Verdict refused(VersionState state, String advice) {
    return new Verdict.Refused(ErrorCode.WRONG_STATE, "it is " + state + ": " + advice);
  }

  /** What comes of a wish. */
  sealed interface Verdict {
    /** It is so already. */
    Verdict HOLDS = new Holds();

    /** It is so already: success, and nothing changes. */
    record Holds() implements Verdict {}

    /**
     * It is done.
     *
     * @param to the state after it
     * @param sealing whether it waits for its seal after it
     * @param turn whether it raises the epoch
     */
    record Go(VersionState to, boolean sealing, boolean turn) implements Verdict {}

    /** The state forbids it; {@code advice} says what to do instead. */
    record Refused(ErrorCode code, String advice) implements Verdict {}
  }
}
