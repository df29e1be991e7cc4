package io.loadstream.engine.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.engine.config.EngineConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The last decisions that became visible, of all engines, numbered from 1 on. Bounded: a new one takes the place of the oldest. Readers
 * ask for what comes after a number, so a slow one costs nothing and sees a gap in the numbers instead.
 */
@ApplicationScoped
public class RecentDecisions {

    /** @param number in the order in which this process read them */
    public record Numbered(long number, PromotionEvent event) {

        public Told told() {
            return new Told(number, new String(new EventWriter().write(event), StandardCharsets.UTF_8));
        }
    }

    /**
     * A decision as it stands on its topic.
     *
     * @param number in the order in which this process read them, to page with
     */
    @RegisterForReflection
    public record Told(long number, @JsonRawValue String event) {}

    private final String run = UUID.randomUUID().toString();
    private final Numbered[] ring;
    private long last;

    RecentDecisions(EngineConfig config) {
        ring = new Numbered[config.recentDecisions().size()];
    }

    /** Whose numbers these are: those of another process have another one. */
    public String run() {
        return run;
    }

    public synchronized void add(List<PromotionEvent> events) {
        for (PromotionEvent event : events) {
            last++;
            ring[(int) (last % ring.length)] = new Numbered(last, event);
        }
    }

    /** At most {@code limit} of them after that number, oldest first. */
    public synchronized List<Numbered> after(long number, int limit) {
        List<Numbered> found = new ArrayList<>();
        long oldest = Math.max(1, last - ring.length + 1);
        for (long n = Math.max(oldest, number + 1); n <= last && found.size() < limit; n++) {
            found.add(ring[(int) (n % ring.length)]);
        }
        return found;
    }

    /** At most {@code limit} that match, newest first, from the one before that number on. */
    public synchronized List<Numbered> before(long number, int limit, Predicate<PromotionEvent> wanted) {
        List<Numbered> found = new ArrayList<>();
        long oldest = Math.max(1, last - ring.length + 1);
        for (long n = Math.min(last, number - 1); n >= oldest && found.size() < limit; n--) {
            Numbered candidate = ring[(int) (n % ring.length)];
            if (wanted.test(candidate.event())) {
                found.add(candidate);
            }
        }
        return found;
    }

    /** Number of the latest; 0 before the first. */
    public synchronized long last() {
        return last;
    }
}
