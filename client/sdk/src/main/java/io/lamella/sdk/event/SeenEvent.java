package io.lamella.sdk.event;

import io.lamella.contracts.rest.EventView;

/**
 * An event that was heard of.
 *
 * @param place where the server has it: whoever begins after this place hears what comes next
 */
public record SeenEvent(String place, EventView event) {}
