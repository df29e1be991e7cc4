package io.loadstream.domain.market.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads scenarios from YAML. What a scenario leaves out is as in {@code defaults.yaml}, which documents every key; every
 * key is known or refused, and every rule that is broken is told with its line and field.
 */
public final class ScenarioReader {

    /** The scenarios that come with the project. */
    public static final List<String> PRESETS = List.of("iteration-1", "small", "hub", "network", "world");

    private static final String DEFAULTS = "defaults.yaml";

    private ScenarioReader() {}

    /**
     * @param name one of {@link #PRESETS}
     * @throws InvalidScenarioException when there is none of that name
     */
    public static Scenario preset(String name) {
        if (!PRESETS.contains(name)) {
            throw new InvalidScenarioException("scenario", "must be one of " + PRESETS + " or a file: " + name);
        }
        return read(name + ".yaml", resource(name + ".yaml"));
    }

    /** The YAML that documents every key and has what a scenario may leave out. */
    public static String defaults() {
        return resource(DEFAULTS);
    }

    /**
     * @param source named in messages
     * @throws InvalidScenarioException when a rule is broken; the message is {@code source:line: field rule}
     */
    public static Scenario read(String source, String yaml) {
        YamlMap root = new YamlMap(source, "the scenario", parse(source, yaml));
        root.fillFrom(new YamlMap(DEFAULTS, "the defaults", parse(DEFAULTS, defaults())));
        Map<String, Airport> airports = airports(root.map("airports"));
        Map<String, AircraftType> aircraft = aircraft(root.map("aircraft"));
        List<RouteGroup> routes = routes(root, airports, aircraft);
        Instant firstDay = root.make("first_day", () -> Scenario.requireFirstDay(root.instant("first_day")));
        int days = root.make("days", () -> Scenario.requireDays(root.whole("days")));
        Duration sale = root.make("sale", () -> Scenario.requireSale(root.duration("sale")));
        return root.make(() -> new Scenario(
                root.text("name"),
                root.wholeLong("seed"),
                firstDay,
                days,
                sale,
                root.text("currency"),
                airports,
                aircraft,
                ladders(root.map("fares")),
                pricing(root.map("base_fare")),
                routes,
                segments(root.map("segments")),
                root.number("lowest_fare"),
                root.numbers("departure_weekdays"),
                variation(root.map("variation")),
                shocks(root.map("shocks"), airports, routes),
                disruptions(root.map("disruptions"), sale, firstDay, days, routes),
                root.duration("snapshot_every"),
                root.duration("reaction"),
                chaos(root.map("chaos"))));
    }

    private static Map<String, Airport> airports(YamlMap map) {
        Map<String, Airport> airports = new LinkedHashMap<>();
        for (String code : map.keys()) {
            airports.put(code, map.make(() -> {
                List<Double> place = map.numbers(code);
                Require.that(place.size() == 2, code, "must have a latitude and a longitude: " + place);
                return new Airport(code, place.get(0), place.get(1));
            }));
        }
        return airports;
    }

    private static Map<String, AircraftType> aircraft(YamlMap map) {
        Map<String, AircraftType> types = new LinkedHashMap<>();
        for (String name : map.keys()) {
            YamlMap type = map.map(name);
            types.put(name, type.make(() -> {
                Map<String, Integer> seats = new LinkedHashMap<>();
                YamlMap cabins = type.map("seats");
                for (String cabin : cabins.keys()) {
                    seats.put(cabin, cabins.make(() -> AircraftType.requireSeats(cabin, cabins.whole(cabin))));
                }
                return new AircraftType(name, type.number("speed_kmh"), seats);
            }));
        }
        return types;
    }

    private static Map<String, FareLadder> ladders(YamlMap map) {
        Map<String, FareLadder> ladders = new LinkedHashMap<>();
        Set<String> buckets = new HashSet<>();
        for (String cabin : map.keys()) {
            List<FareClass> classes = new ArrayList<>();
            for (YamlMap fare : map.maps(cabin)) {
                classes.add(fare.make(() -> new FareClass(
                                fare.text("bucket"),
                                fare.number("multiple"),
                                fare.duration("advance"),
                                fare.number("limit"))
                        .requireUnseen(buckets)));
            }
            List<YamlMap> steps = map.maps(cabin);
            // Each class is held against the dearer ones at once, so that the line is that of the class at fault.
            for (int i = 1; i < classes.size(); i++) {
                int upTo = i + 1;
                YamlMap step = steps.get(i);
                step.asKnown().make(() -> new FareLadder(cabin, classes.subList(0, upTo)));
            }
            ladders.put(cabin, map.make(() -> new FareLadder(cabin, classes)));
        }
        return ladders;
    }

    private static Pricing pricing(YamlMap map) {
        return map.make(() -> new Pricing(map.number("fixed"), map.number("per_km")));
    }

    private static List<RouteGroup> routes(
            YamlMap root, Map<String, Airport> airports, Map<String, AircraftType> aircraft) {
        List<RouteGroup> groups = new ArrayList<>();
        List<YamlMap> maps = root.maps("routes");
        root.make("routes", () -> Require.notEmpty("routes", maps));
        for (YamlMap map : maps) {
            groups.add(map.make(() -> new RouteGroup(
                            map.texts("airlines"),
                            map.texts("from"),
                            map.texts("to"),
                            map.truth("both_ways"),
                            map.text("aircraft"),
                            map.times("departures"),
                            map.has("spread") ? map.duration("spread") : Duration.ZERO,
                            map.range("strength"),
                            map.range("business"))
                    .requireDescribed(airports, aircraft)));
        }
        return groups;
    }

    private static List<Segment> segments(YamlMap map) {
        List<Segment> segments = new ArrayList<>();
        for (String name : map.keys()) {
            YamlMap segment = map.map(name);
            segments.add(segment.make(() -> new Segment(
                    name,
                    segment.curve("booking_curve"),
                    segment.curve("frat5"),
                    segment.numbers("party_sizes"),
                    segment.number("cancels"),
                    segment.number("no_shows"),
                    segment.number("premium"),
                    segment.numbersByName("channels"),
                    segment.numbers("weekdays"),
                    segment.numbers("hours"))));
        }
        return segments;
    }

    private static Variation variation(YamlMap map) {
        return map.make(() ->
                new Variation(map.number("system"), map.number("market"), map.number("segment"), map.number("frame")));
    }

    private static Shocks shocks(YamlMap map, Map<String, Airport> airports, List<RouteGroup> routes) {
        return map.make(() -> {
            List<Shocks.Scripted> scripted = new ArrayList<>();
            for (YamlMap shock : map.maps("scripted")) {
                scripted.add(shock.make(() -> new Shocks.Scripted(
                                shock.has("airport") ? null : shock.text("from"),
                                shock.has("airport") ? shock.text("airport") : shock.text("to"),
                                shock.instant("starts"),
                                shock.duration("lasts"),
                                shock.number("factor"))
                        .requireWithin(airports, routes)));
            }
            return new Shocks(
                    map.number("per_airport_and_year"),
                    map.has("per_route_and_year") ? map.number("per_route_and_year") : 0,
                    map.range("factor"),
                    map.duration("lasts"),
                    scripted);
        });
    }

    private static Disruptions disruptions(
            YamlMap map, Duration sale, Instant firstDay, int days, List<RouteGroup> routes) {
        LocalDate first = LocalDate.ofInstant(firstDay, ZoneOffset.UTC);
        return map.make(() -> {
            List<Disruptions.Scripted> scripted = new ArrayList<>();
            for (YamlMap one : map.maps("scripted")) {
                scripted.add(one.make(() -> new Disruptions.Scripted(
                                one.text("from"),
                                one.text("to"),
                                one.day("day"),
                                one.duration("notice"),
                                one.has("delay") ? one.duration("delay") : Duration.ZERO)
                        .requireWithin(sale, first, days, routes)));
            }
            return new Disruptions(
                            map.number("cancelled"),
                            map.number("put_off"),
                            map.span("notice"),
                            map.span("delay"),
                            map.number("given_back"),
                            scripted)
                    .requireWithin(sale, first, days, routes);
        });
    }

    private static Chaos chaos(YamlMap map) {
        return map.make(() -> new Chaos(
                map.number("duplicates"), map.number("late"), map.duration("lateness"), map.number("malformed")));
    }

    private static Node parse(String source, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(20);
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            if (root == null) {
                throw new InvalidScenarioException(source, 1, "scenario", "must not be empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidScenarioException(source, line, "scenario", "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new InvalidScenarioException(source, 1, "scenario", "is not valid YAML: " + e.getMessage());
        }
    }

    private static String resource(String name) {
        try (InputStream in = ScenarioReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the archive: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot be read from the archive: " + name, e);
        }
    }
}
