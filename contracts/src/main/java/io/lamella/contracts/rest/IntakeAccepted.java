package io.lamella.contracts.rest;

/**
 * Events that are on their way to the datasets whose rules they match.
 *
 * @param records as how many records of the topic they were written
 */
public record IntakeAccepted(int records) {}
