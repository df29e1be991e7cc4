package io.loadstream.benchmarks.generator;

import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.Happening;
import io.loadstream.domain.market.HappeningWriter;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.MarketSink;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays a scenario in process on one thread, in a JVM of its own. Arguments: preset, days, rounds, of which the first is
 * left out, and a {@link Form}; or {@code memory} and whether flights have offers. Prints one line a round: events, seconds, CPU seconds; or flights,
 * bytes.
 */
public final class MarketTrial {

    private MarketTrial() {}

    /** As what each event is taken from the market. */
    public enum Form {
        /** Plain figures in one object that is used again: what the model alone costs. */
        FIGURES,
        /** A record that lasts, with all its fields. */
        RECORDS,
        /** JSON as it goes on the wire, written straight from the figures. */
        JSON;

        private MarketSink sink(long[] sum) {
            HappeningWriter writer = new HappeningWriter();
            return switch (this) {
                case FIGURES -> event -> sum[0] += event.timeMicros();
                case RECORDS -> event -> sum[0] += event.toEvent().eventTime().getEpochSecond();
                case JSON -> event -> sum[0] += writer.write(event).length;
            };
        }
    }

    public static void main(String[] arguments) {
        if (arguments[0].equals("memory")) {
            memory(Boolean.parseBoolean(arguments[1]));
        } else {
            Scenario scenario = ScenarioReader.preset(arguments[0]).withDays(Integer.parseInt(arguments[1]));
            int rounds = Integer.parseInt(arguments[2]);
            Form form = Form.valueOf(arguments[3]);
            for (int round = 0; round <= rounds; round++) {
                play(scenario, form, round > 0);
            }
        }
    }

    private static void play(Scenario scenario, Form form, boolean counts) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] events = new long[1];
        Market market = Market.of(scenario);
        long cpu = threads.getCurrentThreadCpuTime();
        long started = System.nanoTime();
        long[] sum = new long[1];
        MarketSink sink = form.sink(sum);
        market.advance(Long.MAX_VALUE, event -> {
            events[0]++;
            sink.accept(event);
        });
        if (sum[0] == 0) {
            throw new IllegalStateException("nothing was seen of the events");
        }
        if (counts) {
            System.out.printf(
                    "%d %.3f %.3f%n",
                    events[0], (System.nanoTime() - started) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
        }
    }

    /** All flights of the world's day on sale at once, half of their sale time over. */
    private static void memory(boolean offers) {
        Scenario world = ScenarioReader.preset("world");
        long before = used();
        Market market = Market.of(world);
        long halfSold = world.firstDay().minus(world.sale().dividedBy(2)).getEpochSecond() * 1_000_000;
        List<String> flights = new ArrayList<>();
        market.advance(halfSold, event -> {
            if (event.kind() == Happening.Kind.FLIGHT_SCHEDULED) {
                flights.add(event.flightId());
            }
        });
        if (offers) {
            flights.forEach(flight -> market.apply(offer(flight, Micros.toInstant(halfSold)), halfSold));
        }
        flights.clear();
        long after = used();
        System.out.printf("%d %d%n", market.onSale(), after - before);
    }

    private static PromotionTriggered offer(String flight, Instant at) {
        return new PromotionTriggered(
                at, flight, "bench", 0.3, 50_000, "K", 20, "all", at.plus(Duration.ofDays(5)), null);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
