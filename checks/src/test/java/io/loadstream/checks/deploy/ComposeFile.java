package io.loadstream.checks.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;

/** A compose file with its variables resolved as docker compose does it. */
record ComposeFile(
        Map<String, Map<String, Object>> services, Map<String, Object> volumes, Map<String, Object> networks) {

    /** {@code $$}, {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${NAME:?message}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([A-Z_]+)(?::(-|\\?)([^}]*))?}");

    static final class MissingVariable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MissingVariable(String name, String message) {
            super(name + ": " + message);
        }
    }

    /** Knows the tag by which one file's list takes the place of another's, instead of being added to it. */
    private static final class WithOverrides extends SafeConstructor {

        WithOverrides() {
            super(new LoaderOptions());
            yamlConstructors.put(new Tag("!override"), new ConstructYamlSeq());
        }
    }

    static ComposeFile read(Path file, Map<String, String> environment) {
        try {
            Map<String, Object> root = new Yaml(new WithOverrides()).load(Files.readString(file));
            Map<String, Object> resolved = map(resolve(root, environment));
            Map<String, Map<String, Object>> services = new LinkedHashMap<>();
            map(resolved.get("services")).forEach((name, service) -> services.put(name, map(service)));
            return new ComposeFile(services, map(resolved.get("volumes")), map(resolved.get("networks")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables of an environment file. */
    static Map<String, String> environment(Path file) throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                variables.put(parts[0], parts[1]);
            }
        }
        return variables;
    }

    /** The variables that it takes from outside. */
    static Set<String> variables(Path file) throws IOException {
        return VARIABLE.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Object resolve(Object value, Map<String, String> environment) {
        return switch (value) {
            case String text -> resolve(text, environment);
            case Map<?, ?> map -> {
                Map<String, Object> resolved = new LinkedHashMap<>();
                map.forEach((key, entry) -> resolved.put(String.valueOf(key), resolve(entry, environment)));
                yield resolved;
            }
            case List<?> list ->
                list.stream().map(entry -> resolve(entry, environment)).toList();
            case null -> null;
            default -> value;
        };
    }

    private static String resolve(String text, Map<String, String> environment) {
        Matcher variable = VARIABLE.matcher(text);
        String resolved = variable.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) == null ? "$" : value(found.group(1), found.group(2), found.group(3), environment)));
        if (VARIABLE.matcher(text).replaceAll("").contains("$")) {
            throw new MissingVariable(text, "has a variable of a form that is not understood");
        }
        return resolved;
    }

    private static String value(String name, String kind, String rest, Map<String, String> environment) {
        String given = environment.get(name);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        if (!"-".equals(kind)) {
            throw new MissingVariable(name, "?".equals(kind) ? rest : "has neither a value nor a default");
        }
        return rest;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<String> texts(Object value) {
        return value == null ? List.of() : (List<String>) value;
    }
}
