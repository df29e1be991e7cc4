package io.loadstream.engine.api;

import io.loadstream.engine.loop.BusyException;
import io.loadstream.http.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What only this service refuses. */
class Problems {

    @ServerExceptionMapper
    Response busy(BusyException e) {
        return Problem.response(Response.Status.SERVICE_UNAVAILABLE, e.getMessage());
    }
}
