package io.lamella.metadata.report;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** The bytes of an image or other file of a report. */
@Entity
@Immutable
@Table(name = "report_file")
@SuppressWarnings("NullAway.Init")
public class ReportFile extends PanacheEntityBase {
  @Id public UUID report;
  public byte[] content;
}
