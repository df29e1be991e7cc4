package io.loadstream.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.domain.event.Topic;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that lake and warehouse hold, read past our own code for it where there is another way.
 *
 * @param records by their places, as received
 * @param refused places of those among them that are no events, and why, by the lake
 * @param texts every text in every table of the warehouse, but for records that it refused, as received
 */
record WhereTextsLie(
        Map<HostileText.Place, String> records, Map<HostileText.Place, String> refused, Set<String> texts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLES = """
            SELECT n.nspname || '.' || c.relname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('dw', 'simulation_truth')
               AND c.relkind IN ('r', 'p')
               AND NOT c.relispartition
            """;

    static WhereTextsLie read(LakeStore store, Connection warehouse) throws SQLException, IOException {
        WhereTextsLie all = new WhereTextsLie(new HashMap<>(), new HashMap<>(), new HashSet<>());
        for (Topic topic : Topic.values()) {
            all.readLake(store, topic.topicName());
        }
        for (String table : rows(warehouse, TABLES)) {
            for (String row : rows(warehouse, "SELECT (to_jsonb(t) - 'raw')::text FROM " + table + " t")) {
                all.collect(JSON.readTree(row));
            }
        }
        return all;
    }

    private void readLake(LakeStore store, String topic) {
        LakeIndex index = new LakeIndex(store);
        List<LakeObject> objects = new LakeChains(store)
                .chains(topic).join().stream()
                        .flatMap(chain -> index.segments(chain, 0).join().stream())
                        .map(Segment::object)
                        .toList();
        try (LakeRows rows = LakeRows.open(store, objects, "_partition", "_offset", "_raw", "_error")) {
            while (rows.next()) {
                var place = new HostileText.Place(topic, rows.intValue(0), rows.longValue(1));
                records.put(place, rows.isNull(2) ? "" : new String(rows.bytes(2), StandardCharsets.UTF_8));
                if (!rows.isNull(3)) {
                    refused.put(place, rows.text(3));
                }
            }
        }
    }

    private void collect(JsonNode value) {
        if (value.isTextual()) {
            texts.add(value.asText());
        }
        value.forEach(this::collect);
    }

    private static List<String> rows(Connection warehouse, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = warehouse.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
