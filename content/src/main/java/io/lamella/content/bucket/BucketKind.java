package io.lamella.content.bucket;

import io.lamella.content.Digest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of buckets, and how each finds its server and its credentials: in the variables, and for S3
 * and Google in the files and the machine's identity too, that their own tools use.
 */
public enum BucketKind {
  /** Amazon S3 and what speaks as it does. */
  S3("s3") {
    @Override
    public Map<String, String> access(Map<String, String> environment) {
      Map<String, String> settings = new HashMap<>();
      String endpoint = first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
      put(settings, "endpoint", endpoint);
      String region = first(environment, "AWS_REGION", "AWS_DEFAULT_REGION");
      put(settings, "region", region == null ? FALLBACK_REGION : region);
      put(settings, "access_key_id", environment.get("AWS_ACCESS_KEY_ID"));
      put(settings, "secret_access_key", environment.get("AWS_SECRET_ACCESS_KEY"));
      put(settings, "session_token", environment.get("AWS_SESSION_TOKEN"));
      put(settings, "server_side_encryption", environment.get("LAMELLA_S3_ENCRYPTION"));
      put(settings, "server_side_encryption_aws_kms_key_id", environment.get("LAMELLA_S3_KMS_KEY"));
      if ("true".equals(environment.get("LAMELLA_S3_ANONYMOUS"))) {
        settings.put("allow_anonymous", "true");
        settings.put("disable_config_load", "true");
      }
      if (endpoint == null) {
        settings.put("enable_virtual_host_style", "true");
      }
      return settings;
    }

    @Override
    public String credentials() {
      return "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or the machine's role";
    }
  },
  /** Google Cloud Storage. */
  GCS("gs") {
    @Override
    public Map<String, String> access(Map<String, String> environment) {
      Map<String, String> settings = new HashMap<>();
      String emulator = environment.get("STORAGE_EMULATOR_HOST");
      if (emulator != null) {
        settings.put("endpoint", emulator.contains("://") ? emulator : "http://" + emulator);
        settings.put("allow_anonymous", "true");
        settings.put("disable_vm_metadata", "true");
        settings.put("disable_config_load", "true");
      }
      put(settings, "credential_path", environment.get("GOOGLE_APPLICATION_CREDENTIALS"));
      return settings;
    }

    @Override
    public String credentials() {
      return "GOOGLE_APPLICATION_CREDENTIALS, or the machine's service account";
    }
  },
  /** Azure Blob Storage. */
  AZURE("azblob") {
    @Override
    public Map<String, String> access(Map<String, String> environment) {
      Map<String, String> settings = new HashMap<>();
      String account = first(environment, "AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_ACCOUNT_NAME");
      String endpoint = environment.get("AZURE_STORAGE_ENDPOINT");
      if (endpoint == null && account != null) {
        endpoint = "https://" + account + ".blob.core.windows.net";
      }
      put(settings, "endpoint", endpoint);
      put(settings, "account_name", account);
      put(
          settings,
          "account_key",
          first(environment, "AZURE_STORAGE_KEY", "AZURE_STORAGE_ACCOUNT_KEY"));
      put(settings, "sas_token", environment.get("AZURE_STORAGE_SAS_TOKEN"));
      String key = environment.get("LAMELLA_AZURE_ENCRYPTION_KEY");
      if (key != null && !key.isEmpty()) {
        settings.put("encryption_algorithm", "AES256");
        settings.put("encryption_key", key);
        settings.put("encryption_key_sha256", sha256(key));
      }
      return settings;
    }

    @Override
    public String credentials() {
      return "AZURE_STORAGE_ACCOUNT with AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN";
    }
  };

  private static final String FALLBACK_REGION = "us-east-1";

  private final String scheme;

  BucketKind(String scheme) {
    this.scheme = scheme;
  }

  /** What the addresses of such objects begin with, without the colon. */
  public String scheme() {
    return scheme;
  }

  /** The kind whose addresses begin so, if there is one. */
  public static Optional<BucketKind> of(String scheme) {
    return Arrays.stream(values()).filter(kind -> kind.scheme.equals(scheme)).findFirst();
  }

  /** How to reach a bucket, as {@code ServiceConfig} of OpenDAL names it. */
  Map<String, String> settings(String bucket, Map<String, String> environment) {
    Map<String, String> settings = access(environment);
    settings.put(this == AZURE ? "container" : "bucket", bucket);
    return settings;
  }

  /** The same without the bucket: its server, and credentials as far as the variables have them. */
  public abstract Map<String, String> access(Map<String, String> environment);

  /** Where credentials are looked for, for whoever has to set them. */
  public abstract String credentials();

  /** The variable that names the server, over all others that do; empty where none does. */
  public Optional<String> endpointVariable() {
    return switch (this) {
      case S3 -> Optional.of("AWS_ENDPOINT_URL_S3");
      case AZURE -> Optional.of("AZURE_STORAGE_ENDPOINT");
      case GCS -> Optional.empty();
    };
  }

  /** Of a key in Base64, in Base64. */
  private static String sha256(String key) {
    return Base64.getEncoder().encodeToString(Digest.of(Base64.getDecoder().decode(key)).toBytes());
  }

  private static void put(Map<String, String> settings, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      settings.put(name, value);
    }
  }

  private static @Nullable String first(Map<String, String> environment, String... names) {
    return Arrays.stream(names)
        .map(environment::get)
        .filter(value -> value != null && !value.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
