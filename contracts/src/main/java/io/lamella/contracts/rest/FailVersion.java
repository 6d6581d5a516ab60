package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * Ends a draft as failed, by who was filling it.
 *
 * @param code stable code of the cause, {@code import-damaged} or {@code failed-at-source}
 * @param detail what is wrong, for people
 */
public record FailVersion(@Nullable String code, @Nullable String detail) {}
