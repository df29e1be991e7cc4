package io.loadstream.engine.policy;

import io.loadstream.domain.event.InvalidEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML mapping whose values are asked for by key and type; what is not asked for is refused at the end. */
final class YamlMapping {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) ?(m|h|d)");

    private final String source;
    private final String what;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();

    private YamlMapping(String source, String what, MappingNode node) {
        this.source = source;
        this.what = what;
        this.line = lineOf(node);
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(lineOf(tuple.getKeyNode()), "a key must be a name");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw wrong(lineOf(key), key.getValue() + " is given twice");
            }
            keyLines.put(key.getValue(), lineOf(key));
        }
    }

    static YamlMapping of(String source, String what, Node node) {
        if (node instanceof MappingNode mapping) {
            return new YamlMapping(source, what, mapping);
        }
        throw new InvalidPolicyException(source, lineOf(node), what + " must be a mapping of keys to values");
    }

    String text(String key) {
        String value = text(key, null);
        if (value == null) {
            throw wrong(line, key + " is missing in " + what);
        }
        return value;
    }

    String text(String key, String otherwise) {
        Node node = values.remove(key);
        if (node == null) {
            return otherwise;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(lineOf(node), key + " must be a single value");
    }

    double number(String key) {
        Double value = number(key, null);
        if (value == null) {
            throw wrong(line, key + " is missing in " + what);
        }
        return value;
    }

    Double number(String key, Double otherwise) {
        int at = lineOfKey(key);
        String text = text(key, null);
        try {
            return text == null ? otherwise : Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw wrong(at, key + " must be a number: " + text);
        }
    }

    int whole(String key, int otherwise) {
        int at = lineOfKey(key);
        String text = text(key, null);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(at, key + " must be a whole number: " + text);
        }
    }

    Duration duration(String key) {
        Duration value = duration(key, null);
        if (value == null) {
            throw wrong(line, key + " is missing in " + what);
        }
        return value;
    }

    Duration duration(String key, Duration otherwise) {
        int at = lineOfKey(key);
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw wrong(at, key + " must be a whole number of minutes, hours or days such as 90m, 12h or 7d: " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        int at = lineOfKey(key);
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw wrong(at, key + " must be one of " + names + ": " + text);
    }

    /** {@code null} when it is not given. */
    YamlMapping mapping(String key) {
        Node node = values.remove(key);
        return node == null ? null : of(source, key, node);
    }

    List<YamlMapping> list(String key) {
        Node node = values.remove(key);
        if (node == null) {
            throw wrong(line, key + " is missing in " + what);
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(lineOf(node), key + " must be a list");
        }
        List<YamlMapping> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(of(source, "an element of " + key, element));
        }
        return elements;
    }

    void refuseOthers() {
        for (String key : values.keySet()) {
            throw wrong(keyLines.get(key), key + " is not known in " + what);
        }
    }

    /** Says at which line the value stands that broke the rule; the rule's message begins with its key. */
    InvalidPolicyException wrong(InvalidEventException broken) {
        String message = broken.getMessage();
        String key = message.substring(0, Math.max(0, message.indexOf(' ')));
        int dot = key.indexOf('.');
        return wrong(keyLines.getOrDefault(dot < 0 ? key : key.substring(0, dot), line), message);
    }

    private int lineOfKey(String key) {
        return keyLines.getOrDefault(key, line);
    }

    private InvalidPolicyException wrong(int at, String reason) {
        return new InvalidPolicyException(source, at, reason);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
