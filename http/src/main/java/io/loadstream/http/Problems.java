package io.loadstream.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells every refusal and every failure in the same form. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    /** What went wrong here is for the log, not for the caller. */
    @ServerExceptionMapper
    Response failed(Throwable e) {
        return switch (Fault.of(e)) {
            case CALLERS -> Problem.response(Response.Status.BAD_REQUEST, e.getMessage());
            case ELSEWHERE -> {
                LOG.warnf("A request could not be answered: %s", e);
                yield Problem.response(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "something that this service needs does not answer: try again later");
            }
            case OURS -> {
                LOG.error("A request failed", e);
                yield Problem.response(
                        Response.Status.INTERNAL_SERVER_ERROR, "the service failed to answer: its log says why");
            }
        };
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
        return Problem.response(Response.Status.BAD_REQUEST, "body cannot be read: " + e.getOriginalMessage());
    }

    /** Named apart, because the framework has an answer of its own for it. */
    @ServerExceptionMapper
    Response unfitting(MismatchedInputException e) {
        return unreadable(e);
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        String detail = e.getCause() instanceof JsonProcessingException unreadable
                ? "body cannot be read: " + unreadable.getOriginalMessage()
                : e.getMessage();
        return Problem.response(e.getResponse().getStatusInfo(), detail);
    }
}
