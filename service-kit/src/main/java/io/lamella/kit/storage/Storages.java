package io.lamella.kit.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Stores that have a name, and the variables by which any store is reached. */
@ApplicationScoped
public class Storages {
  private final Map<String, String> uris = new TreeMap<>();
  private final Map<String, Map<String, String>> variables = new HashMap<>();

  /**
   * @throws IllegalArgumentException when a file of variables cannot be read, saying which setting
   *     names it
   */
  @Inject
  public Storages(StorageConfig config) {
    config
        .named()
        .forEach(
            (name, storage) -> {
              String uri = normal(storage.uri());
              uris.put(name, uri);
              storage.variablesFile().ifPresent(file -> variables.put(uri, read(name, file)));
            });
  }

  private static Map<String, String> read(String name, Path file) {
    Properties found = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      found.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "lamella.storages." + name + ".variables-file: " + file + " cannot be read");
    }
    Map<String, String> variables = new HashMap<>();
    found.stringPropertyNames().forEach(key -> variables.put(key, found.getProperty(key).strip()));
    return variables;
  }

  /** An address of a store as it is written down: without a slash at its end. */
  public static String normal(String uri) {
    String stripped = uri.strip();
    return stripped.endsWith("/") && !stripped.endsWith(":///")
        ? stripped.substring(0, stripped.length() - 1)
        : stripped;
  }

  /** The URI of the store of this name, if there is one. */
  public Optional<String> uri(String name) {
    return Optional.ofNullable(uris.get(name));
  }

  /** The URIs, by their names and in the order of these. */
  public Map<String, String> byName() {
    return Collections.unmodifiableMap(uris);
  }

  /**
   * The variables of a store: those of the process, and over them those of the storage that it is,
   * or lies in.
   */
  public Map<String, String> variables(URI store) {
    Map<String, String> all = new HashMap<>(System.getenv());
    variables.entrySet().stream()
        .filter(storage -> lies(normal(store.toString()), storage.getKey()))
        .max(Comparator.comparing(storage -> storage.getKey().length()))
        .ifPresent(storage -> all.putAll(storage.getValue()));
    return all;
  }

  private static boolean lies(String store, String storage) {
    return store.equals(storage) || store.startsWith(storage + "/");
  }
}
