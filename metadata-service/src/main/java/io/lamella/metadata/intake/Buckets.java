package io.lamella.metadata.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Rules;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of buckets. An object that was made is an arrival; all else that happens to objects
 * brings nothing, and neither do folders, which some clients keep as empty objects.
 */
final class Buckets {
  private static final String GOOGLE = "google.cloud.storage.object.v1.";
  private static final String FINALIZED = GOOGLE + "finalized";
  private static final String AZURE = "Microsoft.Storage.";
  private static final String AMAZON = "com.amazonaws.s3.";
  private static final Pattern BLOB =
      Pattern.compile("https?://[^/]+/([^/?#]+)/([^?#]+)", Pattern.DOTALL);
  private static final Pattern BLOB_SUBJECT =
      Pattern.compile("/blobServices/default/containers/([^/]+)/blobs/(.+)", Pattern.DOTALL);

  private Buckets() {}

  /** Where a notification says things by names. */
  interface Attributes {
    @Nullable String get(String name);
  }

  /**
   * What a notification that is no CloudEvent says; null: it is none.
   *
   * @throws LamellaException {@code invalid-request} when it lacks what it should have
   */
  static @Nullable List<Happening> read(JsonNode json) {
    if (json.path("Records").isArray()) {
      List<Happening> all = new ArrayList<>();
      json.path("Records").forEach(record -> all.add(s3(record)));
      return all;
    }
    if (json.path("EventName").isTextual() && json.path("Key").isTextual()) {
      return List.of(minio(json.path("EventName").asText(), json.path("Key").asText()));
    }
    if (json.path("Event").asText().equals("s3:TestEvent")) {
      return List.of();
    }
    if (json.path("detail-type").isTextual() && json.path("source").asText().equals("aws.s3")) {
      return List.of(eventBridge(json));
    }
    JsonNode attributes = json.path("message").path("attributes");
    if (attributes.isObject()) {
      Attributes named = name -> attributes.path(name).asText(null);
      if (!isGoogle(named)) {
        throw Rules.invalid("a message of Pub/Sub without eventType, bucketId and objectId");
      }
      return List.of(google(named, size(json.path("message").path("data"))));
    }
    if (json.path("kind").asText().equals("storage#object")) {
      return List.of(google(FINALIZED, json));
    }
    String type = json.path("eventType").asText("");
    if (type.startsWith(AZURE)) {
      return List.of(azure(type, json.path("subject").asText(""), json.path("data")));
    }
    return type.startsWith("Microsoft.EventGrid.") ? List.of() : null;
  }

  /** What a CloudEvent of a bucket says; null: it is of something else. */
  static @Nullable Happening event(String type, String subject, @Nullable JsonNode data) {
    boolean known = type.startsWith(GOOGLE) || type.startsWith(AZURE) || type.startsWith(AMAZON);
    if (!known || data == null) {
      return null;
    }
    if (type.startsWith(GOOGLE)) {
      return google(type, data);
    }
    if (type.startsWith(AZURE)) {
      return azure(type, subject, data);
    }
    return data.has("s3") ? s3(data) : null;
  }

  private static Happening s3(JsonNode record) {
    String name = required(record.path("eventName"), "eventName");
    JsonNode s3 = record.path("s3");
    String bucket = required(s3.path("bucket").path("name"), "s3.bucket.name");
    String key = required(s3.path("object").path("key"), "s3.object.key");
    return s3(name, bucket, unescaped(key), s3.path("object").path("size").asLong(0));
  }

  private static Happening minio(String name, String key) {
    int slash = key.indexOf('/');
    if (slash <= 0) {
      throw Rules.invalid("Key: bucket/object, not " + key);
    }
    return s3(name, key.substring(0, slash), key.substring(slash + 1), 0);
  }

  private static Happening eventBridge(JsonNode json) {
    JsonNode detail = json.path("detail");
    boolean created = json.path("detail-type").asText().equals("Object Created");
    return s3(
        created ? "ObjectCreated:" + detail.path("reason").asText("Put") : "Other",
        required(detail.path("bucket").path("name"), "detail.bucket.name"),
        required(detail.path("object").path("key"), "detail.object.key"),
        detail.path("object").path("size").asLong(0));
  }

  private static Happening s3(String name, String bucket, String key, long size) {
    String type = name.startsWith("s3:") ? name : "s3:" + name;
    return type.startsWith("s3:ObjectCreated:")
        ? made(type, key, Address.object("s3", bucket, key), size)
        : Happening.empty(type, key);
  }

  /** Keys come as in the body of a form. */
  private static String unescaped(String key) {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Rules.invalid("s3.object.key: it is not URL-encoded: " + key);
    }
  }

  /** Whether these are a notification of Cloud Storage that came by Pub/Sub. */
  static boolean isGoogle(Attributes named) {
    return named.get("eventType") != null
        && named.get("bucketId") != null
        && named.get("objectId") != null;
  }

  static Happening google(Attributes named, long size) {
    String key = String.valueOf(named.get("objectId"));
    String subject = "objects/" + key;
    return String.valueOf(named.get("eventType")).equals("OBJECT_FINALIZE")
        ? made(
            FINALIZED,
            subject,
            Address.object("gs", String.valueOf(named.get("bucketId")), key),
            size)
        : Happening.empty(GOOGLE + "other", subject);
  }

  private static Happening google(String type, JsonNode data) {
    String bucket = required(data.path("bucket"), "bucket");
    String key = required(data.path("name"), "name");
    String subject = "objects/" + key;
    return type.equals(FINALIZED)
        ? made(type, subject, Address.object("gs", bucket, key), number(data.path("size")))
        : Happening.empty(type, subject);
  }

  /** Pub/Sub brings the object's resource along, in base64. */
  private static long size(JsonNode data) {
    try {
      byte[] resource = data.isTextual() ? data.binaryValue() : new byte[0];
      return resource.length == 0 ? 0 : number(EventJson.MAPPER.readTree(resource).path("size"));
    } catch (IOException e) {
      return 0;
    }
  }

  /** Storage with folders says of a file that it was made, and again when it was written. */
  private static Happening azure(String type, String subject, JsonNode data) {
    boolean begun = data.path("api").asText().equals("CreateFile");
    if (!type.equals(AZURE + "BlobCreated") || begun) {
      return Happening.empty(type, subject);
    }
    String url = required(data.path("url"), "data.url");
    Matcher m = BLOB.matcher(url);
    if (!m.matches()) {
      throw Rules.invalid("data.url: https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH: " + url);
    }
    String key = blob(m.group(2), subject);
    return made(
        type,
        subject,
        Address.object("azblob", m.group(1), key),
        data.path("contentLength").asLong(0));
  }

  /** The subject has the name as it is; whether the address has it encoded, that tells. */
  private static String blob(String path, String subject) {
    Matcher m = BLOB_SUBJECT.matcher(subject);
    if (m.matches() && m.group(2).equals(path)) {
      return path;
    }
    try {
      return Address.decoded(path);
    } catch (LamellaException e) {
      return path;
    }
  }

  private static Happening made(String type, String subject, Address address, long size) {
    return address.path().endsWith("/")
        ? Happening.empty(type, subject)
        : Happening.of(type, subject, new Arrival.Single(address, null, Math.max(0, size)));
  }

  private static long number(JsonNode json) {
    String text = json.asText("");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static String required(JsonNode json, String name) {
    if (!json.isTextual() || json.asText().isEmpty()) {
      throw Rules.invalid("a notification without " + name);
    }
    return json.asText();
  }
}
