package io.lamella.contracts.rest;

/**
 * Who asks.
 *
 * @param name name of the token, or {@code local} where none is demanded
 * @param role {@code reader}, {@code writer} or {@code admin}
 */
public record CallerView(String name, String role) {}
