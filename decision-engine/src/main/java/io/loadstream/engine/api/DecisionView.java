package io.loadstream.engine.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.engine.live.RecentDecisions.Numbered;
import java.nio.charset.StandardCharsets;

/**
 * A decision as it stands on its topic.
 *
 * @param number in the order of commit in this process, to page with
 */
record DecisionView(long number, @JsonRawValue String event) {

    static DecisionView of(Numbered decision) {
        return new DecisionView(
                decision.number(), new String(new EventWriter().write(decision.event()), StandardCharsets.UTF_8));
    }
}
