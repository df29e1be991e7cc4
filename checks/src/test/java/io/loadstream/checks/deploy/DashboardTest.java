package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.checks.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class DashboardTest {

    private static final Path FOLDER = Repository.ROOT.resolve("grafana");

    /** Of the format that Grafana 12 writes; an older one would be migrated when it is shown. */
    private static final int SCHEMA = 41;

    /** Where figures come from, by the name that provisioning gives it. */
    private static final Map<String, String> SOURCES =
            Map.of("prometheus", "prometheus", "warehouse", "grafana-postgresql-datasource");

    /** Of those that Grafana knows, as the units. */
    private static final Set<String> KINDS = Set.of("timeseries", "stat", "table", "barchart", "trend");

    private static final Set<String> UNITS = Set.of("short", "s", "ops", "bytes", "Bps", "percentunit");

    private static final Pattern OUR_METRIC = Pattern.compile("loadstream_[a-z_]+");
    private static final Pattern REGISTERED =
            Pattern.compile("(?:builder|counter|gauge|timer|summary)\\(\\s*\"(loadstream\\.[a-z.]+)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(loadstream_[a-z_]+)` \\|");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operations\\.md#([a-z]+)");

    private static final Pattern TIMER = Pattern.compile("Timer\\.builder\\(\"(loadstream\\.[a-z.]+)\"\\)([^;]*);");
    private static final Pattern DURATION = Pattern.compile("Duration\\.of(Millis|Seconds|Minutes)\\((\\d+)\\)");
    private static final Pattern QUANTILE_ALERT =
            Pattern.compile("histogram_quantile\\([^>]*?(loadstream_[a-z_]+)_bucket[^>]*> ([\\d.]+)");
    private static final Pattern TRIED_BUCKET = Pattern.compile("(loadstream_[a-z_]+)_bucket\\{[^}]*le=\"([\\d.]+)\"");

    static Stream<Path> dashboards() {
        return Repository.files(".json").stream().filter(file -> file.startsWith(FOLDER.resolve("dashboards")));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsAreTitledExplainedAndDoNotOverlap(Path file) throws IOException {
        // Given
        JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
        Set<String> covered = new HashSet<>();
        Set<Integer> ids = new HashSet<>();

        // Then
        assertThat(dashboard.get("uid").asText()).startsWith("loadstream-");
        assertThat(dashboard.get("schemaVersion").asInt()).isEqualTo(SCHEMA);
        assertThat(dashboard.get("panels")).isNotEmpty();
        for (JsonNode panel : dashboard.get("panels")) {
            String title = panel.get("title").asText();
            assertThat(title).as("asks what it answers").endsWith("?");
            assertThat(panel.get("type").asText()).as(title).isIn(KINDS);
            assertThat(SOURCES)
                    .as(title)
                    .containsEntry(
                            panel.at("/datasource/uid").asText(),
                            panel.at("/datasource/type").asText());
            assertThat(panel.get("description").asText())
                    .as(title)
                    .hasSizeGreaterThan(30)
                    .endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isIn(UNITS);
            assertLimitsRise(title, panel.at("/fieldConfig/defaults/thresholds/steps"));
            assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = place.get("x").asInt();
                    x < place.get("x").asInt() + place.get("w").asInt();
                    x++) {
                for (int y = place.get("y").asInt();
                        y < place.get("y").asInt() + place.get("h").asInt();
                        y++) {
                    assertThat(x).as(title).isLessThan(24);
                    assertThat(covered.add(x + "," + y))
                            .as("%s at %d, %d", title, x, y)
                            .isTrue();
                }
            }
            for (JsonNode target : panel.get("targets")) {
                assertThat(target.get("datasource")).as(title).isEqualTo(panel.get("datasource"));
            }
        }
    }

    /** The first step has no lower end; where there is but one, no value is better than another. */
    private static void assertLimitsRise(String title, JsonNode steps) {
        assertThat(steps).as(title).isNotEmpty();
        assertThat(steps.get(0).get("value").isNull()).as(title).isTrue();
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).get("color").asText())
                    .as(title)
                    .isNotEqualTo(steps.get(i - 1).get("color").asText());
            if (i > 1) {
                assertThat(steps.get(i).get("value").asDouble())
                        .as(title)
                        .isGreaterThan(steps.get(i - 1).get("value").asDouble());
            }
        }
    }

    @Test
    void everyMetricOfDashboardsAndAlertsIsOneThatAServiceRegisters() {
        // Given
        Set<String> registered = registered();

        // When
        Set<String> used = new TreeSet<>();
        List<Path> users = Stream.concat(
                        dashboards(),
                        Stream.of("alerts.yml", "alerts.test.yml").map(FOLDER.resolve("prometheus")::resolve))
                .toList();
        for (Path user : users) {
            Matcher metric = OUR_METRIC.matcher(Repository.read(user));
            while (metric.find()) {
                used.add(metric.group());
            }
        }

        // Then
        assertThat(used)
                .hasSizeGreaterThan(10)
                .allSatisfy(metric -> assertThat(registered).contains(base(metric)));
    }

    @Test
    void everyMetricIsInTheGuideAndNoOther() {
        // Given
        String guide = Repository.read(Repository.ROOT.resolve("docs/operations.md"));

        // When
        Set<String> told = DOCUMENTED
                .matcher(guide)
                .results()
                .map(row -> base(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(told)
                .isEqualTo(registered().stream().map(DashboardTest::base).collect(Collectors.toSet()));
    }

    /** A quantile is never above the last bucket: an alert that asks for more is never told. */
    @Test
    void quantilesAreAskedForWithinTheBucketsThatTheCodeHasAndTriedOnThoseAlone() {
        // Given
        Map<String, Set<Double>> buckets = buckets();
        String alerts = Repository.read(FOLDER.resolve("prometheus/alerts.yml"));
        String trials = Repository.read(FOLDER.resolve("prometheus/alerts.test.yml"));

        // When
        List<MatchResult> quantiles = QUANTILE_ALERT.matcher(alerts).results().toList();
        List<MatchResult> tried = TRIED_BUCKET.matcher(trials).results().toList();

        // Then
        assertThat(quantiles)
                .hasSameSizeAs(Pattern.compile("histogram_quantile")
                        .matcher(alerts)
                        .results()
                        .toList())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(Double.parseDouble(alert.group(2)))
                        .as(alert.group(1))
                        .isLessThan(Collections.max(buckets.get(base(alert.group(1))))));
        assertThat(tried)
                .isNotEmpty()
                .allSatisfy(bucket -> assertThat(buckets.get(base(bucket.group(1))))
                        .as(bucket.group(1))
                        .contains(Double.valueOf(bucket.group(2))));
    }

    /** Upper ends of the buckets of each timer, in seconds, as the code lists them. */
    private static Map<String, Set<Double>> buckets() {
        Map<String, Set<Double>> buckets = new TreeMap<>();
        for (Path source : Repository.files(".java")) {
            if (source.toString().contains("/src/main/")) {
                TIMER.matcher(Repository.read(source))
                        .results()
                        .forEach(timer -> buckets.put(
                                timer.group(1).replace('.', '_'),
                                DURATION.matcher(timer.group(2))
                                        .results()
                                        .map(end -> Duration.of(
                                                                Long.parseLong(end.group(2)),
                                                                ChronoUnit.valueOf(end.group(1)
                                                                        .toUpperCase(Locale.ROOT)))
                                                        .toMillis()
                                                / 1e3)
                                        .collect(Collectors.toSet())));
            }
        }
        return buckets;
    }

    /** As the code names them, with underscores. */
    private static Set<String> registered() {
        Set<String> registered = new TreeSet<>();
        for (Path source : Repository.files(".java")) {
            if (source.toString().contains("/src/main/")) {
                Matcher name = REGISTERED.matcher(Repository.read(source));
                while (name.find()) {
                    registered.add(name.group(1).replace('.', '_'));
                }
            }
        }
        return registered;
    }

    /** Without what Prometheus adds for the unit and the kind. */
    private static String base(String metric) {
        return metric.replaceFirst("(_seconds)?(_total|_sum|_count|_max|_bucket)?$", "");
    }

    @Test
    void everyAlertHasARunbook() {
        // Given
        String alerts = Repository.read(FOLDER.resolve("prometheus/alerts.yml"));
        String operations = Repository.read(Repository.ROOT.resolve("docs/operations.md"));
        List<String> names = Pattern.compile("- alert: (\\w+)")
                .matcher(alerts)
                .results()
                .map(found -> found.group(1))
                .toList();

        // When
        List<String> runbooks =
                RUNBOOK.matcher(alerts).results().map(found -> found.group(1)).toList();

        // Then
        assertThat(names).isNotEmpty();
        assertThat(runbooks)
                .isEqualTo(names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(names).allSatisfy(name -> assertThat(operations).contains("\n### " + name + "\n"));
    }

    @Test
    void everyAlertIsTriedBothWays() throws IOException {
        // Given
        JsonNode rules = yaml("prometheus/alerts.yml").at("/groups/0/rules");
        JsonNode tests = yaml("prometheus/alerts.test.yml").get("tests");

        // When
        Set<String> told = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode test : tests) {
            for (JsonNode trial : test.get("alert_rule_test")) {
                (trial.get("exp_alerts").isEmpty() ? silent : told)
                        .add(trial.get("alertname").asText());
            }
        }

        // Then
        Set<String> names = new TreeSet<>(rules.findValuesAsText("alert"));
        assertThat(names).isNotEmpty().isEqualTo(told).isEqualTo(silent);
    }

    private static JsonNode yaml(String file) {
        return new ObjectMapper().valueToTree(new Yaml().load(Repository.read(FOLDER.resolve(file))));
    }

    @Test
    void aClusterIsAlertedByTheSameRules() {
        // When
        JsonNode made = yaml("../deploy/k8s/options/monitoring/rules.yaml");

        // Then
        assertThat(made.get("kind").asText()).isEqualTo("PrometheusRule");
        assertThat(made.at("/spec/groups"))
                .as("run deploy/k8s/options/monitoring/make-rules")
                .isEqualTo(yaml("prometheus/alerts.yml").get("groups"));
    }

    @Test
    void whatIsScrapedInAClusterIsWellFormed() throws Exception {
        // Given
        Tool promtool = Tool.named("promtool", "PROMTOOL");
        Path config = Repository.ROOT.resolve("deploy/k8s/overlays/kind/prometheus.yml");

        // Then; the rules are another mount's
        promtool.run("check", "config", "--syntax-only", config.toString());
    }

    @Test
    void alertsAreToldWhenTheyShouldAndNotOtherwise() throws Exception {
        // Given
        Tool promtool = Tool.named("promtool", "PROMTOOL");

        // Then
        promtool.run(
                "check", "config", FOLDER.resolve("prometheus/prometheus.yml").toString());
        promtool.run(
                "test", "rules", FOLDER.resolve("prometheus/alerts.test.yml").toString());
    }
}
