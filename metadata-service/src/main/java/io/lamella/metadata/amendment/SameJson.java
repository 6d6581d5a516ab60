package io.lamella.metadata.amendment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two JSON values are the same to the database, which keeps numbers by their value. */
final class SameJson {
  private SameJson() {}

  static boolean test(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(key -> test(a.get(key), b.get(key)));
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!test(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one instanceof Number a && other instanceof Number b && isDecimal(a) && isDecimal(b)) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }
    return Objects.equals(one, other);
  }

  private static boolean isDecimal(Number number) {
    return !(number instanceof Double d) || Double.isFinite(d);
  }
}
