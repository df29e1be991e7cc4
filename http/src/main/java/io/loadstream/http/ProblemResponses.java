package io.loadstream.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Says of every endpoint how it tells errors: {@link Gate} and {@link Problems} see to it for all of them, too. An
 * annotation would have to stand on each, and takes the place of the answer that is derived from the method.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        Schema problem = OASFactory.createSchema().ref(Problem.class.getSimpleName());
        operation
                .getResponses()
                .defaultValue(OASFactory.createAPIResponse()
                        .description("What is wrong with the request, or with the service")
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        Problem.MEDIA_TYPE,
                                        OASFactory.createMediaType().schema(problem))));
        return operation;
    }
}
