package io.lamella.contracts.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that says which versions stay.
 *
 * @param project path of the project that it is of, or that its dataset is in
 * @param name name of the dataset that it is of; null: it is of the whole project
 * @param keepLast so many of the highest numbers stay
 * @param keepTagged what bears a tag stays
 * @param keepUsedDays what a run used in so many days stays; null: use does not count
 * @param by who set it
 * @param at when
 */
public record CleanupRuleView(
    String project,
    @Nullable String name,
    int keepLast,
    boolean keepTagged,
    @Nullable Integer keepUsedDays,
    String by,
    Instant at) {}
