package io.loadstream.local.cli;

import io.loadstream.local.dashboards.Answer;
import io.loadstream.local.dashboards.Panel;
import io.loadstream.local.dashboards.Prometheus;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.text.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every panel of the dashboards, asked of a demo. */
@Command(
        name = "dashboards",
        description =
                "Runs a demo beside the Prometheus that is installed here, and asks what every panel of the Grafana"
                        + " dashboards asks.")
final class DashboardsCommand implements Callable<Integer> {

    /** Ten weeks in half a minute: long enough for rates to have something to show. */
    private static final double SPEED = 200_000;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws Exception {
        Path program = Prometheus.find()
                .orElseThrow(() -> new RunFailedException(
                        "no Prometheus is here: install it, or name the program by " + Prometheus.VARIABLE));
        ProjectHome home = ProjectHome.find();
        try (Demo demo = Demo.start("dashboards", options.settings(SPEED), false);
                Prometheus prometheus = Prometheus.beside(demo.pipeline(), home, program);
                Connection warehouse = demo.pipeline().parts().postgres().connect()) {
            demo.result();
            prometheus.await("loadstream_etl_newest_age_seconds");
            List<Answer> answers = Answer.of(Panel.all(home), prometheus, warehouse);
            System.out.print("\n" + table(answers));
            List<String> rules = prometheus.rules();
            boolean rulesHold = !rules.isEmpty() && rules.stream().allMatch(rule -> rule.endsWith(" ok"));
            boolean panelsHold = !answers.isEmpty() && answers.stream().allMatch(Answer::holds);
            System.out.println("\nAlert rules: " + String.join(", ", rules));
            return rulesHold && panelsHold ? Loadstream.OK : Loadstream.FAILED;
        }
    }

    private static Table table(List<Answer> answers) {
        Table table = Table.of("dashboard", "panel", "values", "holds");
        for (Answer answer : answers) {
            table.row(
                    answer.panel().dashboard(),
                    answer.panel().title(),
                    answer.values(),
                    answer.problem() != null ? answer.problem() : answer.holds() ? "yes" : "NO");
        }
        return table;
    }
}
