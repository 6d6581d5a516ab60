package io.lamella.sdk.server;

import java.net.http.HttpHeaders;

/** An answer below 400. */
public record Answer<T>(int status, HttpHeaders headers, T body) {}
