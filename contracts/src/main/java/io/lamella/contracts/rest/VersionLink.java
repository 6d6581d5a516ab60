package io.lamella.contracts.rest;

import io.lamella.contracts.VersionState;
import java.util.UUID;

/**
 * A version that another one names.
 *
 * @param id id
 * @param project path of its project
 * @param name name of its dataset
 * @param number version number
 * @param state state
 */
public record VersionLink(
    UUID id, String project, String name, String number, VersionState state) {}
