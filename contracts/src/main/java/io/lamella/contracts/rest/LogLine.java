package io.lamella.contracts.rest;

import java.time.Instant;

/**
 * A line of what was said about the making of a version.
 *
 * @param number counts the lines of the version from 1; where lines are missing before the first
 *     one that is kept, these were the oldest of too many
 * @param at when
 * @param by who
 * @param source what said it: {@code service}, or what the client calls itself
 * @param text without line breaks
 */
public record LogLine(long number, Instant at, String by, String source, String text) {}
