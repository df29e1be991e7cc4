package io.loadstream.engine.api;

import io.loadstream.engine.loop.BusyException;
import jakarta.ws.rs.NotFoundException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What goes wrong with a request, told as {@code application/problem+json} (RFC 9457). */
class Problems {

    record Problem(String title, int status, String detail) {}

    @ServerExceptionMapper
    RestResponse<Problem> badRequest(IllegalArgumentException e) {
        return problem(RestResponse.Status.BAD_REQUEST, e);
    }

    @ServerExceptionMapper
    RestResponse<Problem> notFound(NotFoundException e) {
        return problem(RestResponse.Status.NOT_FOUND, e);
    }

    @ServerExceptionMapper
    RestResponse<Problem> busy(BusyException e) {
        return problem(RestResponse.Status.SERVICE_UNAVAILABLE, e);
    }

    private static RestResponse<Problem> problem(RestResponse.Status status, Exception e) {
        return ResponseBuilder.create(
                        status, new Problem(status.getReasonPhrase(), status.getStatusCode(), e.getMessage()))
                .header("Content-Type", "application/problem+json")
                .build();
    }
}
