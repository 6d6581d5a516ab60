package io.lamella.contracts.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer could not take.
 *
 * @param id names it: {@code topic:partition:offset}, of its dead-letter topic
 * @param topic the topic that it was sent to
 * @param key its key
 * @param type type of its CloudEvent, as far as it says one
 * @param at when it was put aside
 * @param reason why
 * @param bytes length of its value
 * @param value its value, as text; in answers about one record only
 */
public record DeadLetterView(
    String id,
    String topic,
    @Nullable String key,
    @Nullable String type,
    Instant at,
    String reason,
    int bytes,
    @Nullable String value) {}
