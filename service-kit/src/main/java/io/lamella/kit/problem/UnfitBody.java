package io.lamella.kit.problem;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in the words of JSON which field of a body holds what it must not. */
final class UnfitBody {
  private UnfitBody() {}

  static String detail(MismatchedInputException failure) {
    String field = field(failure);
    String subject = field.isEmpty() ? "The body" : "The field " + field;
    return subject + " must be " + expected(failure.getTargetType());
  }

  /** As in {@code parents[0].name}; empty for the body itself. */
  private static String field(MismatchedInputException failure) {
    StringBuilder field = new StringBuilder();
    for (Reference part : failure.getPath()) {
      if (part.getFieldName() == null) {
        field.append('[').append(part.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(part.getFieldName());
      }
    }
    return field.toString();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == String.class) {
      return "a text";
    }
    boolean isObject = type.isRecord() || Map.class.isAssignableFrom(type);
    return isObject ? "an object" : "a text that is a " + type.getSimpleName();
  }
}
