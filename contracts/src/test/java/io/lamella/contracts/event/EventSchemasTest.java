package io.lamella.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema files are what other languages read: they must say what the records say. */
class EventSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "VersionEvent, version-event",
    "VersionNotice, version-notice",
    "SealRequested, seal-requested",
    "VersionSealed, version-sealed",
    "SealFailed, seal-failed",
    "DraftIdle, draft-idle",
    "LocalCopyEvent, local-copy-event"
  })
  void schemaSaysWhatTheRecordSays(String record, String file) throws Exception {
    Class<?> form = Class.forName("io.lamella.contracts.event." + record);
    JsonNode schema = read(file);

    assertThat(schema.path("title").asText()).isEqualTo(record);
    assertAgrees(form, schema, schema);
  }

  private static void assertAgrees(Class<?> record, JsonNode object, JsonNode schema) {
    List<String> names = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      names.add(component.getName());
      boolean nullable = isNullable(component.getAnnotatedType());
      if (!nullable) {
        required.add(component.getName());
      }
      JsonNode property = object.path("properties").path(component.getName());
      assertType(component.getGenericType(), nullable, property, schema);
    }
    assertThat(object.path("properties").fieldNames())
        .toIterable()
        .as("fields of %s", record.getSimpleName())
        .containsExactlyElementsOf(names);
    assertThat(texts(object.path("required"))).containsExactlyElementsOf(required);
  }

  private static void assertType(Type type, boolean nullable, JsonNode property, JsonNode schema) {
    if (type instanceof ParameterizedType list) {
      assertThat(property.path("type").asText()).isEqualTo("array");
      assertType(list.getActualTypeArguments()[0], false, property.path("items"), schema);
    } else if (type instanceof Class<?> nested && nested.isRecord()) {
      JsonNode reference = nullable ? property.path("anyOf").path(0) : property;
      String name = nested.getSimpleName();
      assertThat(reference.path("$ref").asText()).isEqualTo("#/$defs/" + name);
      assertAgrees(nested, schema.path("$defs").path(name), schema);
    } else if (type instanceof Class<?> constant && constant.isEnum()) {
      assertThat(texts(property.path("enum")))
          .containsExactlyElementsOf(
              Arrays.stream(constant.getEnumConstants()).map(Object::toString).toList());
    } else {
      assertThat(types(property))
          .containsExactlyElementsOf(
              nullable ? List.of(simple(type), "null") : List.of(simple(type)));
    }
  }

  private static String simple(Type type) {
    if (type == long.class || type == int.class || type == Long.class) {
      return "integer";
    }
    if (type == boolean.class) {
      return "boolean";
    }
    assertThat(type).isIn(String.class, UUID.class, Instant.class);
    return "string";
  }

  private static List<String> types(JsonNode property) {
    JsonNode type = property.path("type");
    return type.isArray() ? texts(type) : List.of(type.asText());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static JsonNode read(String file) throws IOException {
    try (InputStream in =
        EventSchemasTest.class.getResourceAsStream("/schemas/events/" + file + ".json")) {
      assertThat(in).as("schema file %s", file).isNotNull();
      return JSON.readTree(in);
    }
  }
}
