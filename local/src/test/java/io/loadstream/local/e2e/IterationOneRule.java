package io.loadstream.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rule of the first iteration once more, as plainly as it can be written and without any of the project's own code,
 * to check the engine by: at each booking, fewer than 45 minutes to go and less than 80 % sold give 25 %; else fewer than
 * 90 minutes and less than 70 % give 10 %.
 */
final class IterationOneRule {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Promotion(String flightId, Instant at, double discount, double loadFactor, long minutes) {}

    private record Flight(Instant departure, int seats) {}

    private IterationOneRule() {}

    /** What it decides on a recording, in the order of event time. */
    static List<Promotion> decide(Path recording) throws IOException {
        Map<String, Flight> flights = new HashMap<>();
        for (JsonNode event : events(recording.resolve("flight_lifecycle.jsonl"))) {
            flights.put(
                    event.get("flight_id").asText(),
                    new Flight(
                            Instant.parse(event.get("scheduled_departure_time").asText()),
                            event.get("total_seats").asInt()));
        }
        Map<String, Integer> booked = new HashMap<>();
        List<Promotion> promotions = new ArrayList<>();
        List<JsonNode> bookings = events(recording.resolve("bookings.jsonl")).stream()
                .sorted(Comparator.comparing(IterationOneRule::time))
                .toList();
        for (JsonNode booking : bookings) {
            String id = booking.get("flight_id").asText();
            Flight flight = flights.get(id);
            int seats = booked.merge(id, booking.get("passengers").size(), Integer::sum);
            double load = BigDecimal.valueOf(seats)
                    .divide(BigDecimal.valueOf(flight.seats()), 3, RoundingMode.HALF_UP)
                    .doubleValue();
            long minutes = Math.max(
                    0, Duration.between(time(booking), flight.departure()).toMinutes());
            double discount = minutes < 45 && load < 0.80 ? 25 : minutes < 90 && load < 0.70 ? 10 : 0;
            if (discount > 0) {
                promotions.add(new Promotion(id, time(booking), discount, load, minutes));
            }
        }
        return promotions;
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(event.get("event_time").asText());
    }

    private static List<JsonNode> events(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            List<JsonNode> events = new ArrayList<>();
            for (String line : lines.toList()) {
                events.add(JSON.readTree(line));
            }
            return events;
        }
    }
}
