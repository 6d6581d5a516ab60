package io.lamella.contracts.rest;

import org.jspecify.annotations.Nullable;

/**
 * When a version takes no more files: whichever comes first.
 *
 * @param files so many files came
 * @param bytes so many bytes came, as far as the events say
 * @param quiet nothing came for so long, ISO 8601, {@code PT30S}
 * @param type an event whose type this glob matches came (and whose subject, where both are given)
 * @param subject an event whose subject this glob matches came
 */
public record IntakeClosing(
    @Nullable Long files,
    @Nullable Long bytes,
    @Nullable String quiet,
    @Nullable String type,
    @Nullable String subject) {}
