package io.lamella.contracts.rest;

/**
 * Where a project is to stand, with all that is beneath it.
 *
 * @param path full path, {@code vision/raw}; what is above it is made where it is missing
 */
public record MoveProject(String path) {}
