package io.lamella.contracts.rest;

/**
 * Why a version failed.
 *
 * @param code stable error code
 * @param detail for people
 */
public record Failure(String code, String detail) {}
