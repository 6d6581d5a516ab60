package io.lamella.kit.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Errors of the control plane as problems. */
public class ProblemMappers {

  /** Whatever no other mapper takes. */
  @ServerExceptionMapper
  public Response map(Throwable failure, @Nullable RoutingContext request) {
    return response(Problems.of(failure, request));
  }

  /** Bodies that are JSON, but not what is asked for; the framework's own answer says nothing. */
  @ServerExceptionMapper
  public Response map(MismatchedInputException failure, @Nullable RoutingContext request) {
    Problem problem = Problem.of(ErrorCode.INVALID_REQUEST, UnfitBody.detail(failure));
    return response(problem.ofRequest(Requests.id(request)));
  }

  /** What the framework refuses by itself: unknown addresses, bodies that cannot be read. */
  @ServerExceptionMapper
  public Response map(WebApplicationException failure, @Nullable RoutingContext request) {
    int status = failure.getResponse().getStatus();
    if (status < 400) {
      return failure.getResponse();
    }
    ErrorCode code =
        switch (status) {
          case 401 -> ErrorCode.UNAUTHENTICATED;
          case 403 -> ErrorCode.FORBIDDEN;
          case 404 -> ErrorCode.NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 406 -> ErrorCode.NOT_ACCEPTABLE;
          case 413 -> ErrorCode.TOO_LARGE;
          case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
          case 503 -> ErrorCode.UNAVAILABLE;
          default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    Throwable cause = failure.getCause();
    String detail = cause == null ? failure.getMessage() : firstLine(cause.getMessage());
    return response(
        code.status() < 500
            ? Problem.of(code, detail).ofRequest(Requests.id(request))
            : Problems.of(failure, request));
  }

  private static Response response(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    if (Problems.asksToRetry(problem)) {
      response.header("Retry-After", Problems.retryAfterSeconds());
    }
    return response.build();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
