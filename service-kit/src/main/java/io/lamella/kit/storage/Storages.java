package io.lamella.kit.storage;

import io.lamella.content.bucket.BucketKind;
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
  private record Direct(boolean allowed, Optional<String> endpoint) {}

  private final Map<String, String> uris = new TreeMap<>();
  private final Map<String, Map<String, String>> variables = new HashMap<>();
  private final Map<String, Direct> direct = new HashMap<>();

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
              direct.put(uri, new Direct(storage.directReads(), storage.directEndpoint()));
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
    of(store, variables).ifPresent(all::putAll);
    return all;
  }

  /** Whether clients may read packs of a store from it. */
  public boolean isReadDirectly(URI store) {
    return of(store, direct).filter(Direct::allowed).isPresent();
  }

  /** The variables of a store for whom it has the address that clients know. */
  public Map<String, String> variablesOfClients(URI store) {
    Map<String, String> all = variables(store);
    of(store, direct)
        .flatMap(Direct::endpoint)
        .ifPresent(
            endpoint ->
                BucketKind.of(store.getScheme())
                    .flatMap(BucketKind::endpointVariable)
                    .ifPresent(name -> all.put(name, endpoint)));
    return all;
  }

  /** What is said of the storage that a store is, or lies in. */
  private static <T> Optional<T> of(URI store, Map<String, T> said) {
    return said.entrySet().stream()
        .filter(storage -> lies(normal(store.toString()), storage.getKey()))
        .max(Comparator.comparing(storage -> storage.getKey().length()))
        .map(Map.Entry::getValue);
  }

  private static boolean lies(String store, String storage) {
    return store.equals(storage) || store.startsWith(storage + "/");
  }
}
