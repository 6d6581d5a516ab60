package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a webhook is told of.
 *
 * @param id id of the delivery, which the receiver sees as {@code webhook-id}
 * @param webhook id of the webhook
 * @param event id of the event
 * @param type type of the event
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param attempts how often it was sent, one that is under way included
 * @param code status code of the last answer; null: there was none
 * @param error what was wrong the last time; null: nothing, or it was not sent yet
 * @param created when it was noted
 * @param next when it is sent, at the earliest; null: it is not sent any more
 * @param ended when it was delivered or given up; null: it is pending
 */
public record DeliveryView(
    UUID id,
    UUID webhook,
    UUID event,
    String type,
    String status,
    int attempts,
    @Nullable Integer code,
    @Nullable String error,
    Instant created,
    @Nullable Instant next,
    @Nullable Instant ended) {}
