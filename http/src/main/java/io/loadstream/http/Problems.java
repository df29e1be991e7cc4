package io.loadstream.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells every refusal in the same form. */
class Problems {

    @ServerExceptionMapper
    Response badRequest(IllegalArgumentException e) {
        return Problem.response(Response.Status.BAD_REQUEST, e.getMessage());
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
