package io.loadstream.engine.api;

import io.smallrye.mutiny.TimeoutException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** In tests alone: what an endpoint may fail with. */
@Path("/test/failure/{kind}")
public class FailingResource {

    @GET
    @Operation(hidden = true)
    public String fail(@PathParam("kind") String kind) {
        throw switch (kind) {
            case "refusal" -> new IllegalArgumentException("what to change");
            case "mistake" -> new NumberFormatException("secret");
            default -> new IllegalStateException("secret", new TimeoutException());
        };
    }
}
