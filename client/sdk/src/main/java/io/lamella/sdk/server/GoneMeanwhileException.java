package io.lamella.sdk.server;

import io.lamella.contracts.error.LamellaException;

/**
 * Nothing is there any more, but an attempt before this one, whose answer never came, may be what
 * took it away.
 */
public final class GoneMeanwhileException extends LamellaException {
  private static final long serialVersionUID = 1L;

  GoneMeanwhileException(LamellaException answer) {
    super(answer.code(), String.valueOf(answer.getMessage()), answer);
  }
}
