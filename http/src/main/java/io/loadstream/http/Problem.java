package io.loadstream.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong with a request, as {@code application/problem+json} (RFC 9457).
 *
 * @param title the status in words
 * @param detail what to change
 */
@RegisterForReflection
@Schema(name = "Problem")
public record Problem(String title, int status, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Response response(Response.StatusType status, String detail) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail))
                .build();
    }
}
