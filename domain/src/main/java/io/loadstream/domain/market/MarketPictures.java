package io.loadstream.domain.market;

import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws what a scenario did without promotions, as SVG. */
public final class MarketPictures {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 40;
    private static final String[] COLOURS = {"#1f77b4", "#d62728", "#2ca02c"};

    private final Scenario scenario;
    private final int saleDays;
    private final Map<String, Long> departures = new HashMap<>();
    private final Map<String, long[]> bookedByDay = new TreeMap<>();
    private final int[] flightsByTwentieth = new int[21];
    private MarketOutcome outcome;

    private MarketPictures(Scenario scenario) {
        this.scenario = scenario;
        this.saleDays = (int) Math.max(1, scenario.sale().toDays());
    }

    /** Plays the scenario. */
    public static MarketPictures of(Scenario scenario) {
        MarketPictures pictures = new MarketPictures(scenario);
        pictures.outcome = Market.run(scenario, null, pictures::see);
        return pictures;
    }

    /** Share of a segment's bookings that were made by so many days before departure. */
    public String bookingCurves() {
        StringBuilder svg = begin("Share of bookings made, by days before departure: " + scenario.name());
        for (int percent = 0; percent <= 100; percent += 25) {
            scale(svg, percent / 100.0, percent + " %");
        }
        int line = 0;
        for (Map.Entry<String, long[]> segment : bookedByDay.entrySet()) {
            long total = 0;
            for (long seats : segment.getValue()) {
                total += seats;
            }
            StringBuilder points = new StringBuilder();
            long booked = 0;
            for (int day = saleDays; day >= 0; day--) {
                booked += segment.getValue()[day];
                points.append(point((double) (saleDays - day) / saleDays, (double) booked / total))
                        .append(' ');
            }
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>\n"
                    .formatted(COLOURS[line], points.toString().trim()));
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
                    .formatted(MARGIN + 12, MARGIN + 18 * (line + 1), COLOURS[line], segment.getKey()));
            line++;
        }
        return end(svg, saleDays + " days", "departure");
    }

    /** How many flights left how full, by seats booked. */
    public String loadFactors() {
        int all = outcome.flights().size();
        StringBuilder svg = begin(String.format(
                Locale.ROOT,
                "Flights by load factor at departure: %s, %,d flights, mean %.3f booked, %.3f boarded",
                scenario.name(),
                all,
                outcome.loadFactor(),
                outcome.boardedLoadFactor()));
        int most = 1;
        for (int flights : flightsByTwentieth) {
            most = Math.max(most, flights);
        }
        int step = stepFor(most);
        for (int flights = 0; flights <= most; flights += step) {
            scale(svg, (double) flights / most, String.valueOf(flights));
        }
        double width = (WIDTH - 2.0 * MARGIN) / flightsByTwentieth.length;
        for (int i = 0; i < flightsByTwentieth.length; i++) {
            double height = (HEIGHT - 2.0 * MARGIN) * flightsByTwentieth[i] / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                    MARGIN + i * width,
                    HEIGHT - MARGIN - height,
                    width - 2,
                    height,
                    COLOURS[0]));
            if (flightsByTwentieth[i] > 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"9\" text-anchor=\"middle\">%d</text>\n",
                        MARGIN + (i + 0.5) * width - 1,
                        HEIGHT - MARGIN - height - 3,
                        flightsByTwentieth[i]));
            }
        }
        double mean = MARGIN + 20 * outcome.loadFactor() * width;
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %dV%d\" stroke=\"%s\" stroke-dasharray=\"4 3\"/>\n",
                mean,
                MARGIN,
                HEIGHT - MARGIN,
                COLOURS[1]));
        for (int percent = 0; percent <= 100; percent += 20) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" font-size=\"10\" text-anchor=\"middle\">%d %%</text>\n",
                    MARGIN + percent / 5.0 * width,
                    HEIGHT - MARGIN + 13,
                    percent));
        }
        return end(svg, "seats booked, of all seats; dashed: the mean", "full");
    }

    private void see(Event event) {
        switch (event) {
            case FlightScheduled flight ->
                departures.put(flight.flightId(), Micros.of(flight.scheduledDepartureTime()));
            case BookingTruth booking -> {
                long left = departures.get(booking.flightId()) - Micros.of(booking.eventTime());
                int day = (int) Math.min(saleDays, left / Micros.PER_DAY);
                bookedByDay.computeIfAbsent(booking.segment(), segment -> new long[saleDays + 1])[day] +=
                        booking.partySize();
            }
            case FlightTruth flight ->
                flightsByTwentieth[Math.min(20, 20 * flight.bookedSeats() / flight.totalSeats())]++;
            default -> {
                // Is not in the pictures.
            }
        }
    }

    /** A line at a share of the height, with what it stands for. */
    private static void scale(StringBuilder svg, double share, String label) {
        double y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>\n"
                        + "<text x=\"%d\" y=\"%.1f\" font-size=\"10\" text-anchor=\"end\">%s</text>\n",
                MARGIN + 1,
                y,
                WIDTH - MARGIN,
                MARGIN - 4,
                y + 3,
                label));
    }

    /** A round number of which three to seven make {@code most}, or 1. */
    private static int stepFor(int most) {
        int step = 1;
        for (int round = 0; most / step > 6; round++) {
            step = round % 3 == 1 ? step * 5 / 2 : step * 2;
        }
        return step;
    }

    private static String point(double x, double y) {
        return String.format(
                Locale.ROOT,
                "%.1f,%.1f",
                MARGIN + x * (WIDTH - 2 * MARGIN),
                HEIGHT - MARGIN - y * (HEIGHT - 2 * MARGIN));
    }

    private static StringBuilder begin(String title) {
        return new StringBuilder()
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        .formatted(WIDTH, HEIGHT))
                .append(" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n")
                .append("<text x=\"%d\" y=\"22\">%s</text>\n".formatted(MARGIN, title))
                .append("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>\n"
                        .formatted(MARGIN, MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN));
    }

    private static String end(StringBuilder svg, String left, String right) {
        return svg.append("<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(MARGIN, HEIGHT - 10, left))
                .append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n</svg>\n"
                        .formatted(WIDTH - MARGIN, HEIGHT - 10, right))
                .toString();
    }
}
