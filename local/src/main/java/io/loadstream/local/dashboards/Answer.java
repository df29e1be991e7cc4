package io.loadstream.local.dashboards;

import io.loadstream.local.run.RunFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a panel's queries brought.
 *
 * @param values numbers of a graph or rows of a table, over all queries of the panel
 * @param problem why a query was refused; {@code null} when none was
 */
public record Answer(Panel panel, long values, String problem) {

    /** Asks each panel, as the dashboard would over all time. */
    public static List<Answer> of(List<Panel> panels, Prometheus prometheus, Connection warehouse) {
        List<Answer> answers = new ArrayList<>();
        for (Panel panel : panels) {
            long values = 0;
            String problem = null;
            for (Panel.Query query : panel.queries()) {
                try {
                    values += switch (query) {
                        case Panel.Query.OfMetrics(String text) -> prometheus.numbers(text);
                        case Panel.Query.OfWarehouse(String text) -> rows(warehouse, text);
                    };
                } catch (RunFailedException | SQLException e) {
                    problem = e.getMessage();
                }
            }
            answers.add(new Answer(panel, values, problem));
        }
        return answers;
    }

    /** Whether a person who opens the dashboard sees what it promises. */
    public boolean holds() {
        return problem == null && (values > 0 || panel.mayBeEmpty());
    }

    private static long rows(Connection warehouse, String query) throws SQLException {
        // Grafana puts the time range in place of its macro.
        String asked = query.replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 <= now()");
        try (Statement statement = warehouse.createStatement();
                ResultSet rows = statement.executeQuery(asked)) {
            long count = 0;
            while (rows.next()) {
                count += isEmpty(rows) ? 0 : 1;
            }
            return count;
        }
    }

    private static boolean isEmpty(ResultSet row) throws SQLException {
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            if (row.getObject(column) != null) {
                return false;
            }
        }
        return true;
    }
}
