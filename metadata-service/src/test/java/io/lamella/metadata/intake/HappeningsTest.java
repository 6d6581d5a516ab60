package io.lamella.metadata.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.ingest.RequestReader;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.limit.Rules;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HappeningsTest {
  private final Happenings happenings = new Happenings(new RequestReader(new Rules(limits())));

  @Test
  void objectsOfS3WhoseKeysComeAsInAForm() {
    List<Happening> all =
        plain(
            """
            {"Records": [
              {"eventVersion": "2.1", "eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
               "s3": {"bucket": {"name": "raw"},
                      "object": {"key": "a+b%2Bc/%C3%BC%23%25.jpg", "size": 7, "sequencer": "00"}}},
              {"eventName": "ObjectRemoved:Delete",
               "s3": {"bucket": {"name": "raw"}, "object": {"key": "gone"}}},
              {"eventName": "ObjectCreated:Put",
               "s3": {"bucket": {"name": "raw"}, "object": {"key": "folder/", "size": 0}}}]}
            """);

    assertThat(all).hasSize(3);
    assertThat(all.get(0).type()).isEqualTo("s3:ObjectCreated:Put");
    assertThat(all.get(0).subject()).isEqualTo("a b+c/ü#%.jpg");
    assertThat(single(all.get(0)).size()).isEqualTo(7);
    assertThat(single(all.get(0)).address().text()).isEqualTo("s3://raw/a%20b+c/%C3%BC%23%25.jpg");
    assertThat(all.get(1).arrivals()).isEmpty();
    assertThat(all.get(2).arrivals()).isEmpty();
  }

  @Test
  void objectsOfMinioAsItSendsThem() {
    Happening whole =
        one(
            """
            {"EventName": "s3:ObjectCreated:CompleteMultipartUpload", "Key": "raw/a b",
             "Records": [{"eventName": "s3:ObjectCreated:CompleteMultipartUpload",
                          "s3": {"bucket": {"name": "raw"}, "object": {"key": "a+b", "size": 1}}}]}
            """);
    Happening brief = one("{\"EventName\": \"s3:ObjectCreated:Put\", \"Key\": \"raw/x/a+b%\"}");

    assertThat(single(whole).address().path()).isEqualTo("/a b");
    assertThat(whole.type()).isEqualTo("s3:ObjectCreated:CompleteMultipartUpload");
    assertThat(single(brief).address().path()).isEqualTo("/x/a+b%");
    assertThat(happenings.read(new Raw(Map.of(), null))).isEmpty();
  }

  @Test
  void objectsOfS3ByWayOfOthers() {
    Happening topic =
        one(
            "{\"Type\": \"Notification\", \"Message\": \"{\\\"Records\\\":[{\\\"eventName\\\":"
                + "\\\"ObjectCreated:Copy\\\",\\\"s3\\\":{\\\"bucket\\\":{\\\"name\\\":\\\"raw\\\"},"
                + "\\\"object\\\":{\\\"key\\\":\\\"k\\\"}}}]}\"}");
    Happening bridge =
        one(
            """
            {"detail-type": "Object Created", "source": "aws.s3",
             "detail": {"bucket": {"name": "raw"}, "object": {"key": "a+b", "size": 3}}}
            """);

    assertThat(single(topic).address().text()).isEqualTo("s3://raw/k");
    assertThat(single(bridge).address().path()).isEqualTo("/a+b");
    assertThat(plain("{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\"}")).isEmpty();
  }

  @Test
  void objectsOfCloudStorage() {
    String resource = "{\"kind\": \"storage#object\", \"bucket\": \"raw\", \"name\": \"x\"}";
    String data =
        Base64.getEncoder().encodeToString("{\"size\": \"12\"}".getBytes(StandardCharsets.UTF_8));
    Happening pushed =
        one(
            "{\"message\": {\"attributes\": {\"eventType\": \"OBJECT_FINALIZE\", \"bucketId\": \"raw\","
                + " \"objectId\": \"a b+c\"}, \"data\": \""
                + data
                + "\"}, \"subscription\": \"s\"}");
    Happening removed =
        one(
            "{\"message\": {\"attributes\": {\"eventType\": \"OBJECT_DELETE\", \"bucketId\": \"raw\","
                + " \"objectId\": \"a\"}}}");
    Happening headers =
        happenings
            .read(
                new Raw(
                    Map.of("eventType", "OBJECT_FINALIZE", "bucketId", "raw", "objectId", "k"),
                    "{}".getBytes(StandardCharsets.UTF_8)))
            .get(0);
    Happening event =
        event(
                "google.cloud.storage.object.v1.finalized",
                "objects/x",
                resource.replace("\"x\"", "\"x\", \"size\": \"9\""))
            .get(0);

    assertThat(single(pushed).address().text()).isEqualTo("gs://raw/a%20b+c");
    assertThat(single(pushed).size()).isEqualTo(12);
    assertThat(pushed.type()).isEqualTo(event.type());
    assertThat(removed.arrivals()).isEmpty();
    assertThat(single(headers).address().text()).isEqualTo("gs://raw/k");
    assertThat(single(event).size()).isEqualTo(9);
    assertThat(single(one(resource)).address().text()).isEqualTo("gs://raw/x");
    assertThat(event("google.cloud.storage.object.v1.deleted", "", resource).get(0).arrivals())
        .isEmpty();
  }

  @Test
  void blobsOfAzureInBothSchemas() {
    String data =
        "{\"api\": \"PutBlob\", \"contentLength\": 5, \"url\":"
            + " \"https://acc.blob.core.windows.net/raw/a%20b/100%25.csv\"}";
    String event =
        "{\"id\": \"1\", \"eventType\": \"Microsoft.Storage.BlobCreated\", \"subject\":"
            + " \"/blobServices/default/containers/raw/blobs/NAME\", \"data\": DATA}";
    List<Happening> grid =
        plain(
            "["
                + event.replace("DATA", data)
                + ", "
                + event.replace("DATA", data.replace("PutBlob", "CreateFile"))
                + "]");
    Happening cloud = event("Microsoft.Storage.BlobCreated", "s", data).get(0);
    Happening plainly =
        one(
            event
                .replace("NAME", "a%20b")
                .replace("DATA", "{\"url\": \"https://acc.blob.core.windows.net/raw/a%20b\"}"));
    Happening odd =
        one(event.replace("DATA", "{\"url\": \"https://acc.blob.core.windows.net/raw/50%\"}"));

    assertThat(single(grid.get(0)).address().text()).isEqualTo("azblob://raw/a%20b/100%25.csv");
    assertThat(single(grid.get(0)).size()).isEqualTo(5);
    assertThat(grid.get(1).arrivals()).isEmpty();
    assertThat(single(cloud).address().path()).isEqualTo("/a b/100%.csv");
    assertThat(single(plainly).address().path()).isEqualTo("/a%20b");
    assertThat(single(odd).address().path()).isEqualTo("/50%");
    assertThat(event("Microsoft.Storage.BlobDeleted", "s", data).get(0).arrivals()).isEmpty();
  }

  @Test
  void ownEventsNameFilesOrBringThem() {
    Happening file = event("t", "s", "{\"uri\": \"s3://b/a+b\", \"size\": 4}").get(0);
    Happening text = event("t", "s", "{\"content\": \"ü\", \"path\": \"n.txt\"}").get(0);
    Happening many =
        event(
                "t",
                "s",
                "{\"sources\": [{\"uri\": \"s3://b/x/\"}, {\"uri\": \"s3://b/a%5B1%5D\"}, {\"uri\":"
                    + " \"s3://b/*.jpg\"}]}")
            .get(0);

    assertThat(single(file).size()).isEqualTo(4);
    assertThat(text.arrivals().get(0).size()).isEqualTo(2);
    assertThat(many.arrivals()).hasSize(3);
    assertThat(many.arrivals().get(0)).isInstanceOf(Arrival.Many.class);
    assertThat(many.arrivals().get(1)).isInstanceOf(Arrival.Single.class);
    assertThat(many.arrivals().get(2)).isInstanceOf(Arrival.Many.class);
    assertThat(one("{\"uri\": \"s3://b/k\"}").type()).isEmpty();
  }

  @Test
  void whatIsWrongWithAnOwnEventIsKept() {
    assertThat(event("t", "s", "{\"url\": \"s3://b/k\"}").get(0).fault()).contains("uri");
    assertThat(event("t", "s", "{\"uri\": \"s3://b/k\", \"etag\": 1}").get(0).fault())
        .contains("etag");
    assertThat(event("t", "s", "{\"uri\": \"ftp://b/k\"}").get(0).fault()).contains("s3:");
    assertThat(event("t", "s", "{\"uri\": \"s3://b/%zz\"}").get(0).fault()).contains("%25");
    assertThat(event("t", "s", "{\"content\": \"x\"}").get(0).fault()).contains("path");
    assertThat(event("t", "s", "").get(0).fault()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "",
        "1",
        "null",
        "{}",
        "{\"Records\": [{}]}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"b\"},"
            + " \"object\": {\"key\": \"%zz\"}}}]}",
        "{\"EventName\": \"s3:ObjectCreated:Put\", \"Key\": \"nothing\"}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {\"name\": \"b\"},"
            + " \"object\": {\"key\": \"a%00\"}}}]}",
        "{\"message\": {\"attributes\": {}}}",
        "{\"eventType\": \"Microsoft.Storage.BlobCreated\", \"data\": {\"url\": \"https://x\"}}",
        "{\"specversion\": \"1.0\"}",
        "{\"uri\": \"s3://b/\\u0000\"}",
        "{\"uri\": \"s3://b/\\ud800\"}"
      })
  void whatCannotBeReadIsRefused(String text) {
    assertThatThrownBy(() -> plain(text)).isInstanceOf(LamellaException.class);
  }

  private static Arrival.Single single(Happening happening) {
    assertThat(happening.arrivals()).hasSize(1);
    return (Arrival.Single) happening.arrivals().get(0);
  }

  private Happening one(String json) {
    List<Happening> all = plain(json);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<Happening> plain(String json) {
    return happenings.read(new Raw(Map.of(), json.getBytes(StandardCharsets.UTF_8)));
  }

  private List<Happening> event(String type, String subject, String data) {
    return happenings.read(
        new Raw(
            Map.of("ce_specversion", "1.0", "ce_type", type, "ce_subject", subject),
            data.getBytes(StandardCharsets.UTF_8)));
  }

  private static Limits limits() {
    return new SmallRyeConfigBuilder()
        .withMapping(Limits.class)
        .build()
        .getConfigMapping(Limits.class);
  }
}
