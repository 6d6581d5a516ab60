package io.lamella.metadata.use;

import io.lamella.contracts.rest.UseView;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run that used a version. */
@Entity
@Table(name = "version_use")
@SuppressWarnings("NullAway.Init")
public class VersionUse extends PanacheEntityBase {
  @Id public UUID id;
  public String run;
  public @Nullable String tool;
  public UUID version;
  public String project;
  public String name;
  public String number;
  public String digest;
  public String alias;
  public @Nullable String asked;
  public boolean overridden;
  public String portion;
  public @Nullable String host;
  public String by;
  public Instant first;
  public Instant last;
  public long times;

  UseView view() {
    return new UseView(
        run,
        tool,
        version,
        project,
        name,
        number,
        digest,
        alias.isEmpty() ? null : alias,
        asked,
        overridden,
        portion.isEmpty() ? null : portion,
        host,
        by,
        first,
        last,
        times);
  }
}
