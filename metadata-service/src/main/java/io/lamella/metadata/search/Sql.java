package io.lamella.metadata.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** A WHERE clause under construction, with its parameters. */
public final class Sql {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  /** Adds a condition that names no parameters. */
  public Sql where(String condition) {
    conditions.add(condition);
    return this;
  }

  /** Adds a condition that names one parameter. */
  public Sql where(String condition, String name, Object value) {
    parameters.put(name, value);
    return where(condition);
  }

  /** Gives a value to a parameter that a condition names. */
  public Sql with(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  /** The query with all conditions. */
  public <T> Mutiny.SelectionQuery<T> query(
      Mutiny.Session session, String select, String order, Class<T> row) {
    return within(session, select + " WHERE ", " ORDER BY " + order, row);
  }

  /** All conditions between two parts of a query. */
  <T> Mutiny.SelectionQuery<T> within(
      Mutiny.Session session, String before, String behind, Class<T> row) {
    String all = conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    Mutiny.SelectionQuery<T> query = session.createNativeQuery(before + all + behind, row);
    parameters.forEach(query::setParameter);
    return query;
  }

  /** A text as a LIKE pattern that finds it anywhere; {@code \} escapes. */
  public static String anywhere(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
