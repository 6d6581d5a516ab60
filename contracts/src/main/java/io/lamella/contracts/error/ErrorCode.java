package io.lamella.contracts.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every error that a service answers with: a stable code, the HTTP status that carries it and a
 * short title. Codes are a public contract: add new ones, never change the meaning of one.
 */
public enum ErrorCode {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  INVALID_PATH("invalid-path", 422, "A path is not allowed in a version"),
  INVALID_CHANGE("invalid-change", 422, "A change does not hold together"),
  INVALID_PACK("invalid-pack", 422, "A pack is damaged or not what its id says"),
  INVALID_NUMBER("invalid-number", 422, "The version number cannot be used"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid bearer token is needed"),
  TICKET_REQUIRED("ticket-required", 401, "A ticket of this version is needed"),
  TICKET_INVALID("ticket-invalid", 401, "The ticket is damaged, expired or for something else"),
  FORBIDDEN("forbidden", 403, "The caller may not do this"),
  NOT_FOUND("not-found", 404, "Nothing is there under this name"),
  DATASET_NOT_FOUND("dataset-not-found", 404, "The dataset does not exist"),
  VERSION_NOT_FOUND("version-not-found", 404, "The version does not exist"),
  DRAFT_NOT_FOUND("draft-not-found", 404, "The draft does not exist"),
  PATH_NOT_FOUND("path-not-found", 404, "The version holds no such path"),
  NO_PREVIEW("no-preview", 404, "There is no preview of this file"),
  UPLOAD_NOT_FOUND("upload-not-found", 404, "The upload does not exist"),
  OPERATION_NOT_FOUND("operation-not-found", 404, "The operation does not exist"),
  INGEST_NOT_FOUND("ingest-not-found", 404, "The ingest does not exist"),
  DEAD_LETTER_NOT_FOUND("dead-letter-not-found", 404, "There is no such dead letter"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The address does not take this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The address has no answer of the media type asked for"),
  CONFLICT("conflict", 409, "It was changed by someone else meanwhile"),
  NAME_TAKEN("name-taken", 409, "Something else has this name"),
  ID_TAKEN("id-taken", 409, "Another version has this id"),
  NUMBER_TAKEN("number-taken", 409, "The dataset has a version of this number"),
  WRONG_STATE("wrong-state", 409, "The state forbids it"),
  SEALING("sealing", 409, "The version is being sealed"),
  DRAFT_CLOSED("draft-closed", 409, "The draft takes no changes"),
  STALE_EPOCH("stale-epoch", 409, "The version has moved on since"),
  HAS_CHILDREN("has-children", 409, "Other versions build on it"),
  PARENT_NOT_FINAL("parent-not-final", 409, "A parent is not final"),
  MERGE_CONFLICT("merge-conflict", 409, "Several parents changed the same paths"),
  IDEMPOTENCY_MISMATCH(
      "idempotency-mismatch", 409, "The idempotency key was used for another request"),
  PREVIEWS_OFF("previews-off", 409, "Previews of this dataset are switched off"),
  AMBIGUOUS("ambiguous", 409, "Several datasets match"),
  WRONG_OFFSET("wrong-offset", 409, "The upload goes on at another offset"),
  UPLOAD_EXPIRED("upload-expired", 410, "The upload has expired"),
  TUS_VERSION("tus-version", 412, "This version of tus is not spoken here"),
  TOO_LARGE("too-large", 413, "The request is larger than the limit"),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type", 415, "The address does not take a body of this media type"),
  RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The range lies outside the content"),
  LIMIT_EXCEEDED("limit-exceeded", 422, "A limit is exceeded"),
  MISSING_CONTENT("missing-content", 422, "A change refers to bytes that are not stored"),
  SEAL_FAILED("seal-failed", 422, "The version could not be sealed"),
  IMPORT_DAMAGED("import-damaged", 422, "What was imported is damaged or not all there"),
  INGEST_CANCELLED("ingest-cancelled", 409, "The ingest was given up"),
  INGEST_FAILED("ingest-failed", 422, "Not all that was to be ingested could be had"),
  INGEST_LOST("ingest-lost", 422, "What was to be ingested was lost on its way"),
  SOURCE_REFUSED("source-refused", 422, "The server does not read from this address"),
  SOURCE_MISSING("source-missing", 422, "Nothing is at this address"),
  SOURCE_CHANGED("source-changed", 422, "An object changed while it was read"),
  SOURCE_UNREADABLE("source-unreadable", 422, "An address cannot be read"),
  FAILED_AT_SOURCE("failed-at-source", 422, "It had failed where it was imported from"),
  UPLOAD_LOCKED("upload-locked", 423, "Another request writes the upload"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests at once"),
  CHECKSUM_MISMATCH("checksum-mismatch", 460, "The bytes are not those of their checksum"),
  INTERNAL("internal", 500, "Something went wrong inside"),
  CONTENT_DAMAGED("content-damaged", 500, "Stored bytes are damaged or gone"),
  BAD_GATEWAY("bad-gateway", 502, "A service behind this address cannot be reached"),
  UNAVAILABLE("unavailable", 503, "The service cannot answer now"),
  STORE_UNUSABLE("store-unusable", 507, "The server cannot use the store"),
  STORAGE_FULL("storage-full", 507, "The store has no room left");

  private final String code;
  private final int status;
  private final String title;

  ErrorCode(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** The stable code, as it stands in a problem. */
  public String code() {
    return code;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Short text for people. */
  public String title() {
    return title;
  }

  /** The error with this stable code, if it is one of ours. */
  public static Optional<ErrorCode> of(String code) {
    return Arrays.stream(values()).filter(e -> e.code.equals(code)).findFirst();
  }
}
