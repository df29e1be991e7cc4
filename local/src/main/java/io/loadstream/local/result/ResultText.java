package io.loadstream.local.result;

import io.loadstream.domain.event.Topic;
import io.loadstream.local.text.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The result as the terminal shows it, for somebody who has never seen the system. */
public final class ResultText {

    private static final int FLIGHTS_SHOWN = 5;
    private static final int DEAD_LETTERS_SHOWN = 10;
    private static final int SOURCE_WIDTH = 36;
    private static final int REASON_WIDTH = 58;

    private ResultText() {}

    public static String of(RunResult result) {
        StringBuilder text = new StringBuilder();
        section(text, "Events by topic, and the same events in the lake", topics(result));
        section(text, "What the engine did with its input", fates(result));
        section(text, "What it decided", decisions(result));
        section(text, "Flights with the most promotions", flights(result));
        section(text, "The warehouse", warehouse(result));
        section(text, "Records that were refused (in the topics *.dead_letters, and in the lake)", deadLetters(result));
        section(text, "Each hop against the one before it", checks(result));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Table table) {
        if (!table.isEmpty()) {
            text.append('\n').append(title).append('\n').append(table);
        }
    }

    private static Table topics(RunResult result) {
        Table table = Table.of("topic", "records", "rows in lake", "objects", "bytes");
        for (String topic : result.topics().topics()) {
            boolean contract = Topic.named(topic).isPresent();
            if (contract || result.topics().records(topic) > 0) {
                table.row(
                        topic,
                        result.topics().records(topic),
                        result.lake().rows(topic),
                        result.lake().objects(topic),
                        result.lake().bytes(topic));
            }
        }
        return table;
    }

    private static Table fates(RunResult result) {
        Table table = Table.of("fate", "events");
        result.claims().fates().forEach((fate, events) -> table.row(fate.replace('_', ' '), events));
        return table;
    }

    private static Table decisions(RunResult result) {
        Table table = Table.of("decision", "times");
        result.topics().decisions().forEach(table::row);
        if (table.isEmpty()) {
            table.row("none", 0);
        }
        return table;
    }

    private static Table flights(RunResult result) {
        Table table = Table.of("flight", "route", "departure (UTC)", "sold", "load", "promotions", "latest");
        mostPromoted(result.topics().flights())
                .forEach(flight -> table.row(
                        flight.flightId(),
                        flight.route(),
                        flight.departure(),
                        flight.booked() + "/" + flight.seats(),
                        String.format(Locale.ROOT, "%.3f", flight.loadFactor()),
                        flight.promotions(),
                        flight.lastPromotion()));
        return table;
    }

    private static List<FlightStory> mostPromoted(List<FlightStory> flights) {
        return flights.stream()
                .sorted(Comparator.comparingLong(FlightStory::promotions)
                        .reversed()
                        .thenComparing(FlightStory::flightId))
                .limit(FLIGHTS_SHOWN)
                .toList();
    }

    private static Table warehouse(RunResult result) {
        Table table = Table.of("table", "rows");
        result.warehouse().tables().forEach((name, rows) -> {
            if (rows > 0 && name.matches("(dim|fact|rejected)_.*")) {
                table.row("dw." + name, rows);
            }
        });
        return table;
    }

    private static Table deadLetters(RunResult result) {
        Table table = Table.of("came from", "reason");
        List<DeadLetter> letters = result.topics().deadLetters();
        letters.stream()
                .limit(DEAD_LETTERS_SHOWN)
                .forEach(letter -> table.row(source(letter.source()), reason(letter.reason())));
        if (letters.size() > DEAD_LETTERS_SHOWN) {
            table.row("...", (letters.size() - DEAD_LETTERS_SHOWN) + " more");
        }
        return table;
    }

    /** The end of a path tells more than its beginning. */
    private static String source(String source) {
        return source.length() <= SOURCE_WIDTH ? source : "..." + source.substring(source.length() - SOURCE_WIDTH + 3);
    }

    private static String reason(String reason) {
        String line = reason.replaceAll("\\s+", " ");
        return line.length() <= REASON_WIDTH ? line : line.substring(0, REASON_WIDTH - 3) + "...";
    }

    private static Table checks(RunResult result) {
        Table table = Table.of("hop", "before", "after", "agrees");
        for (Check check : result.checks()) {
            if (!check.holds() || check.expected() > 0) {
                table.row(check.what(), check.expected(), check.actual(), check.holds() ? "yes" : "NO");
            }
        }
        return table;
    }
}
