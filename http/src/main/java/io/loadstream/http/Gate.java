package io.loadstream.http;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Stands before every endpoint of the API. What is not known to read only counts as a change. */
@ApplicationScoped
class Gate {

    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Admission admission;
    private final Pace pace;

    Gate(HttpConfig config) {
        admission = new Admission(config.token().orElse(null), config.closed());
        pace = new Pace(config.requestsPerSecond(), System::nanoTime);
    }

    void tell(@Observes StartupEvent event) {
        if (admission.token() == null) {
            LOG.info("No loadstream.http.token is set: only callers on this machine may change anything");
        }
    }

    /** {@code null} lets the request pass. */
    @ServerRequestFilter
    Response check(ContainerRequestContext context, ResourceInfo endpoint, HttpServerRequest request) {
        if (!pace.admits()) {
            return Response.fromResponse(Problem.response(
                            Response.Status.TOO_MANY_REQUESTS, "too many requests: try again in a second"))
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        Caller caller = new Caller(
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress(),
                context.getHeaderString(HttpHeaders.AUTHORIZATION),
                context.getHeaderString("Origin"));
        return switch (admission.judge(caller, changes(context.getMethod(), endpoint.getResourceMethod()))) {
            case ADMITTED -> null;
            case UNKNOWN ->
                Response.fromResponse(Problem.response(
                                Response.Status.UNAUTHORIZED, "send the token as Authorization: Bearer <token>"))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .build();
            case FORBIDDEN ->
                Problem.response(
                        Response.Status.FORBIDDEN,
                        "without loadstream.http.token only callers on this machine may change anything");
        };
    }

    private static boolean changes(String method, Method endpoint) {
        return !READS.contains(method) && (endpoint == null || !endpoint.isAnnotationPresent(Asks.class));
    }
}
