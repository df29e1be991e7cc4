package io.loadstream.local.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.local.run.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One panel of a dashboard.
 *
 * @param title the question that it answers
 * @param mayBeEmpty whether it says itself what an empty answer means
 */
public record Panel(String dashboard, String title, List<Query> queries, boolean mayBeEmpty) {

    /** What the panel asks. */
    public sealed interface Query {

        String text();

        /** In PromQL. */
        record OfMetrics(String text) implements Query {}

        /** In SQL. */
        record OfWarehouse(String text) implements Query {}
    }

    public Panel {
        queries = List.copyOf(queries);
    }

    /** All panels of the dashboards in {@code grafana/}, in the order of the files. */
    public static List<Panel> all(ProjectHome home) {
        try (Stream<Path> files = Files.list(home.root().resolve("grafana/dashboards"))) {
            List<Panel> panels = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                for (JsonNode panel : dashboard.get("panels")) {
                    panels.add(of(dashboard.get("title").asText(), panel));
                }
            }
            return panels;
        } catch (IOException e) {
            throw new UncheckedIOException("the dashboards cannot be read", e);
        }
    }

    private static Panel of(String dashboard, JsonNode panel) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode target : panel.get("targets")) {
            queries.add(
                    target.has("expr")
                            ? new Query.OfMetrics(target.get("expr").asText())
                            : new Query.OfWarehouse(target.get("rawSql").asText()));
        }
        return new Panel(
                dashboard,
                panel.get("title").asText(),
                queries,
                !panel.at("/fieldConfig/defaults/noValue").isMissingNode());
    }
}
