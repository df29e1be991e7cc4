package io.loadstream.domain.market.scenario;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML mapping whose values are asked for by key and type; what nobody asks for is refused at the end. */
final class YamlMap {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");

    private final String source;
    private final String name;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    YamlMap(String source, String name, Node node) {
        this.source = source;
        this.name = name;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode mapping)) {
            throw new InvalidScenarioException(source, line, name, "must be a mapping of keys to values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidScenarioException(
                        source, lineOf(tuple.getKeyNode()), name, "has a key that is no name");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw new InvalidScenarioException(source, lineOf(key), key.getValue(), "is given twice");
            }
            lines.put(key.getValue(), lineOf(key));
            sources.put(key.getValue(), source);
        }
    }

    /** Takes over what {@code defaults} say of keys that are missing here. */
    void fillFrom(YamlMap defaults) {
        defaults.values.forEach((key, value) -> {
            if (values.putIfAbsent(key, value) == null) {
                lines.put(key, defaults.lines.get(key));
                sources.put(key, defaults.source);
            }
        });
    }

    /** Makes a part of the scenario; where a rule is broken, names the line of its field. */
    <T> T make(Supplier<T> part) {
        try {
            T made = part.get();
            for (String key : values.keySet()) {
                if (!asked.contains(key)) {
                    throw new InvalidScenarioException(sources.get(key), lines.get(key), key, "is unknown in " + name);
                }
            }
            return made;
        } catch (InvalidScenarioException e) {
            if (e.getMessage().startsWith(source + ':') || e.getMessage().startsWith("defaults.yaml:")) {
                throw e;
            }
            String where = sources.getOrDefault(e.field(), source);
            throw new InvalidScenarioException(where, lines.getOrDefault(e.field(), line), e.field(), e.rule());
        }
    }

    /** Refuses no key from here on: it was read before. */
    YamlMap asKnown() {
        asked.addAll(values.keySet());
        return this;
    }

    List<String> keys() {
        asked.addAll(values.keySet());
        return List.copyOf(values.keySet());
    }

    String text(String key) {
        return scalar(key, node(key));
    }

    double number(String key) {
        return number(key, node(key));
    }

    int whole(String key) {
        return parse(key, node(key), "must be a whole number", Integer::valueOf);
    }

    long wholeLong(String key) {
        return parse(key, node(key), "must be a whole number", Long::valueOf);
    }

    boolean truth(String key) {
        return parse(key, node(key), "must be true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    Duration duration(String key) {
        return duration(key, node(key));
    }

    Instant instant(String key) {
        return parse(key, node(key), "must be an ISO-8601 time in UTC", Instant::parse);
    }

    LocalDate day(String key) {
        return parse(key, node(key), "must be a day such as 2026-03-16", LocalDate::parse);
    }

    /** One duration, or the shortest and the longest as a list. */
    Disruptions.Span span(String key) {
        List<Duration> ends = ends(key, this::duration, "must be one duration or two, the shortest and the longest");
        return make(key, () -> new Disruptions.Span(ends.getFirst(), ends.getLast()));
    }

    /** One number, or the lowest and the highest as a list. */
    RouteGroup.Range range(String key) {
        List<Double> ends = ends(key, this::number, "must be one number or two, the lowest and the highest");
        return make(key, () -> new RouteGroup.Range(ends.getFirst(), ends.getLast()));
    }

    private <T> List<T> ends(String key, BiFunction<String, Node, T> parse, String rule) {
        Node node = node(key);
        if (!(node instanceof SequenceNode list)) {
            return List.of(parse.apply(key, node));
        }
        List<T> ends =
                list.getValue().stream().map(end -> parse.apply(key, end)).toList();
        if (ends.size() != 2) {
            throw wrong(key, node, rule);
        }
        return ends;
    }

    List<String> texts(String key) {
        return list(key, (from, node) -> scalar(key, node));
    }

    List<Double> numbers(String key) {
        return list(key, (from, node) -> number(key, node));
    }

    List<LocalTime> times(String key) {
        return list(
                key,
                (from, node) ->
                        parse(key, node, "must be a time of day in quotes such as \"06:30\"", LocalTime::parse));
    }

    /** Numbers by name. */
    Map<String, Double> numbersByName(String key) {
        YamlMap map = map(key);
        Map<String, Double> numbers = new LinkedHashMap<>();
        map.keys().forEach(each -> numbers.put(each, map.number(each)));
        return numbers;
    }

    /** Figures by time before departure. */
    Curve curve(String key) {
        YamlMap map = map(key);
        List<Curve.Point> points = new ArrayList<>();
        for (String before : map.keys()) {
            Duration duration = map.parse(before, map.values.get(before), null, ignored -> parseDuration(before));
            points.add(new Curve.Point(duration.toSeconds() / 86_400.0, map.number(before)));
        }
        return make(key, () -> new Curve(points));
    }

    YamlMap map(String key) {
        Node node = node(key);
        return new YamlMap(sources.get(key), key, node);
    }

    List<YamlMap> maps(String key) {
        return list(key, (from, node) -> new YamlMap(from, key, node));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Makes what one key stands for; where a rule is broken, names that key and its line. */
    <T> T make(String field, Supplier<T> part) {
        try {
            return part.get();
        } catch (InvalidScenarioException e) {
            throw new InvalidScenarioException(sources.get(field), lines.get(field), field, e.rule());
        }
    }

    private <T> List<T> list(String key, BiFunction<String, Node, T> element) {
        Node node = node(key);
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(key, node, "must be a list");
        }
        List<T> elements = new ArrayList<>();
        sequence.getValue().forEach(child -> elements.add(element.apply(sources.get(key), child)));
        return elements;
    }

    private Node node(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw new InvalidScenarioException(source, line, key, "is missing in " + name);
        }
        asked.add(key);
        return node;
    }

    private Duration duration(String key, Node node) {
        return parse(key, node, "must be a duration such as 30m, 12h or 7d", YamlMap::parseDuration);
    }

    private double number(String key, Node node) {
        return parse(key, node, "must be a number", Double::valueOf);
    }

    private <T> T parse(String key, Node node, String rule, Function<String, T> parser) {
        String text = scalar(key, node);
        try {
            return parser.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw wrong(key, node, rule == null ? "must be a duration such as 30m, 12h or 7d" : rule + ": " + text);
        }
    }

    private String scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(key, node, "must be a single value");
    }

    private InvalidScenarioException wrong(String key, Node node, String rule) {
        return new InvalidScenarioException(sources.getOrDefault(key, source), lineOf(node), key, rule);
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
