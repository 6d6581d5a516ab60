package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Which versions of a dataset, or of all datasets in a project and beneath, stay; other final ones
 * go into the trash. What is published, and what a version that stays builds on, always stays.
 *
 * @param keepLast so many of the highest numbers, at least 1
 * @param keepTagged what bears a tag; null: true
 * @param keepUsedDays what a run used in so many days; null: use does not count
 */
public record SetCleanupRule(
    @Nullable Integer keepLast, @Nullable Boolean keepTagged, @Nullable Integer keepUsedDays) {}
