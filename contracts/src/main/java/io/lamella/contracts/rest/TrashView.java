package io.lamella.contracts.rest;

import java.time.Instant;

/**
 * That something is in the trash.
 *
 * @param since when it was put there
 * @param until end of its term; it goes for good soon after
 * @param by who put it there
 */
public record TrashView(Instant since, Instant until, String by) {}
