package io.loadstream.engine.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** An engine and a broker of its own, with the policy for flights on sale for weeks. */
public class SeasonProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        // Weeks are sent within a second, and the topics do not keep in step while that lasts.
        return Map.of(
                "loadstream.engine.policy",
                "default",
                "loadstream.engine.time.lateness",
                "60d",
                "loadstream.engine.trace-link",
                "http://traces.example/trace/{trace_id}");
    }
}
