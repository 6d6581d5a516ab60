package io.lamella.metadata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestRequest;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.limit.Rules;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
  private static final String TARGET = "\"target\": {\"project\": \"a/b\", \"dataset\": \"c\"}";

  private final RequestReader reader = new RequestReader(new Rules(limits()));

  @Test
  void theRequestOfTheContract() {
    IngestRequest request =
        read(
            """
            {"target": {"project": "vision/raw", "dataset": "frames", "parents": ["@latest"],
                        "tags": ["nightly"], "version": null},
             "sources": [{"uri": "s3://bucket/day=01/", "include": ["**/*.jpg"], "path": "train/"},
                         {"uri": "file:///data/labels.csv"}],
             "mode": "add", "finalize": true, "publish": false, "key": "nightly-2026-11-22"}
            """);

    assertThat(request.target().project()).isEqualTo("vision/raw");
    assertThat(request.target().parents()).containsExactly("@latest");
    assertThat(request.sources()).hasSize(2);
    assertThat(request.sources().get(0).include()).containsExactly("**/*.jpg");
    assertThat(request.mode()).isEqualTo("add");
    assertThat(request.finalizes()).isTrue();
    assertThat(request.onError()).isEqualTo("fail");
    assertThat(request.key()).isEqualTo("nightly-2026-11-22");
  }

  @Test
  void aListMayComeAlong() {
    IngestRequest request =
        read("{" + TARGET + ", \"sources\": [{\"list\": true, \"content\": \"s3://b/k\\n\"}]}");

    assertThat(request.sources().get(0).content()).isEqualTo("s3://b/k\n");
  }

  @Test
  void whatIsLeftOutHasADefault() {
    IngestRequest request = read("{" + TARGET + ", \"sources\": [{\"uri\": \"gs://b/k\"}]}");

    assertThat(request.mode()).isEqualTo("add");
    assertThat(request.finalizes()).isTrue();
    assertThat(request.publish()).isFalse();
    assertThat(request.key()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | JSON object",
        "null | JSON object",
        "{} | target: a JSON object",
        "{TARGET} | sources: a list",
        "{TARGET, \"sources\": []} | sources: a list",
        "{TARGET, \"sources\": {}} | sources: a list",
        "{TARGET, \"sources\": [1]} | sources[0]: a JSON object",
        "{TARGET, \"sources\": [{}]} | sources[0]: exactly one of",
        "{TARGET, \"sources\": [{\"uri\": \"s3://b/k\", \"content\": \"x\"}]} | exactly one of",
        "{TARGET, \"sources\": [{\"uri\": 1}]} | sources[0].uri: a text",
        "{TARGET, \"sources\": [{\"uri\": \"s3://b/k\", \"glob\": 1}]} | sources[0].glob: there is no such field",
        "{TARGET, \"sources\": [{\"uri\": \"ftp://b/k\"}]} | sources[0].uri: an address begins",
        "{TARGET, \"sources\": [{\"uri\": \"/data/x\"}]} | sources[0].uri: an address begins",
        "{TARGET, \"sources\": [{\"uri\": \"s3:///k\"}]} | no host or bucket",
        "{TARGET, \"sources\": [{\"uri\": \"file:x\"}]} | file:///path",
        "{TARGET, \"sources\": [{\"uri\": \"https://me:hunter2@h/\"}]} | leave the user name",
        "{TARGET, \"sources\": [{\"content\": \"x\"}]} | sources[0].path",
        "{TARGET, \"sources\": [{\"base64\": \"AA==\", \"list\": true}]} | sources[0]: a list that comes",
        "{TARGET, \"sources\": [{\"base64\": \"%%\", \"path\": \"a\"}]} | not base64",
        "{TARGET, \"mode\": \"move\", \"sources\": [{\"uri\": \"s3://b/k\"}]} | mode is add",
        "{TARGET, \"mode\": \"link\", \"sources\": [{\"content\": \"x\", \"path\": \"a\"}]} | cannot be linked",
        "{TARGET, \"onError\": \"x\", \"sources\": [{\"uri\": \"s3://b/k\"}]} | onError is",
        "{TARGET, \"finalize\": \"yes\", \"sources\": [{\"uri\": \"s3://b/k\"}]} | finalize: true or false",
        "{TARGET, \"finalize\": false, \"publish\": true, \"sources\": [{\"uri\": \"s3://b/k\"}]} | finalized first",
        "{TARGET, \"key\": \" \", \"sources\": [{\"uri\": \"s3://b/k\"}]} | key: an idempotency key",
        "{TARGET, \"keys\": 1} | keys: there is no such field",
        "{\"target\": {}, \"sources\": [{\"uri\": \"s3://b/k\"}]} | say project and dataset",
        "{\"target\": {\"version\": \"1.0\"}, \"sources\": [{\"uri\": \"s3://b/k\"}]} | say project and dataset",
        "{\"target\": {\"project\": \"a//b\", \"dataset\": \"c\"}} | project path"
      })
  void whatIsWrongIsNamed(String json, String named) {
    assertThatThrownBy(() -> read(json.replace("TARGET", TARGET)))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(named)
        .hasMessageNotContaining("hunter2");
  }

  private static Limits limits() {
    return new SmallRyeConfigBuilder()
        .withMapping(Limits.class)
        .build()
        .getConfigMapping(Limits.class);
  }

  private IngestRequest read(String json) {
    try {
      return reader.read(EventJson.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
