package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.UUID;

/**
 * A project.
 *
 * @param id id
 * @param path full path, {@code vision/raw}
 * @param datasets datasets directly in it
 * @param created when it was made
 */
public record ProjectView(UUID id, String path, long datasets, Instant created) {}
