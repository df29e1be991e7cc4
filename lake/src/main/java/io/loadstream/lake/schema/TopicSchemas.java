package io.loadstream.lake.schema;

import static io.loadstream.lake.schema.Column.list;
import static io.loadstream.lake.schema.Column.optional;
import static io.loadstream.lake.schema.Column.required;
import static io.loadstream.lake.schema.Column.struct;
import static io.loadstream.lake.schema.ColumnType.Scalar.BOOLEAN;
import static io.loadstream.lake.schema.ColumnType.Scalar.BYTES;
import static io.loadstream.lake.schema.ColumnType.Scalar.DOUBLE;
import static io.loadstream.lake.schema.ColumnType.Scalar.INT;
import static io.loadstream.lake.schema.ColumnType.Scalar.LONG;
import static io.loadstream.lake.schema.ColumnType.Scalar.MONEY;
import static io.loadstream.lake.schema.ColumnType.Scalar.TEXT;
import static io.loadstream.lake.schema.ColumnType.Scalar.TIME;

import io.loadstream.domain.event.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema of each topic: the fields of all its event types together, then what the broker knows of the record. A new
 * field adds a column; columns are never renamed, retyped or removed, so that old files stay readable.
 */
public final class TopicSchemas {

    /** Raised with every added column; kept in each file's footer. */
    public static final int VERSION = 2;

    private static final Set<String> DISTINCT = Set.of("booking_id", "decision_id", "event_time", "_offset", "_raw");

    private static final Map<Topic, TopicSchema> BY_TOPIC = new EnumMap<>(Topic.class);

    static {
        add(
                Topic.FLIGHT_LIFECYCLE,
                optional("airline_code", TEXT),
                optional("origin_airport", TEXT),
                optional("destination_airport", TEXT),
                optional("scheduled_departure_time", TIME),
                optional("scheduled_arrival_time", TIME),
                optional("aircraft_type", TEXT),
                optional("total_seats", INT),
                list("cabins", optional("cabin_code", TEXT), optional("seat_count", INT)));
        add(
                Topic.BOOKINGS,
                optional("booking_id", TEXT),
                optional("channel", TEXT),
                optional("fare_bucket", TEXT),
                optional("currency", TEXT),
                optional("total_price", MONEY),
                list(
                        "passengers",
                        optional("passenger_id", TEXT),
                        optional("seat_id", TEXT),
                        optional("cabin_code", TEXT)),
                optional("promotion_id", TEXT),
                optional("reason", TEXT));
        add(
                Topic.SEAT_INVENTORY,
                optional("time_to_departure_minutes", LONG),
                optional("currency", TEXT),
                list(
                        "cabins",
                        optional("cabin_code", TEXT),
                        list(
                                "fare_buckets",
                                optional("bucket", TEXT),
                                optional("available_seats", INT),
                                optional("price", MONEY))));
        add(
                Topic.INVENTORY_METRICS,
                optional("booked_seats", INT),
                optional("total_seats", INT),
                optional("load_factor", DOUBLE),
                optional("minutes_to_departure", LONG),
                optional("booking_velocity_per_day", DOUBLE),
                optional("revenue", MONEY),
                optional("currency", TEXT));
        add(
                Topic.PROMO_DECISIONS,
                optional("decision_source", TEXT),
                optional("current_load_factor", DOUBLE),
                optional("minutes_to_departure", LONG),
                optional("target_fare_bucket", TEXT),
                optional("discount_percentage", DOUBLE),
                optional("rule", TEXT),
                optional("valid_until", TIME),
                optional("decision_id", TEXT),
                optional("policy_revision", TEXT),
                struct(
                        "inputs",
                        optional("booked_seats", INT),
                        optional("total_seats", INT),
                        optional("load_factor", DOUBLE),
                        optional("minutes_to_departure", LONG),
                        optional("booking_velocity_per_day", DOUBLE)),
                list("considered", optional("rule", TEXT), optional("fired", BOOLEAN), optional("reason", TEXT)),
                optional("arm", TEXT),
                struct("caused_by", optional("topic", TEXT), optional("partition", INT), optional("offset", LONG)),
                optional("trace_id", TEXT),
                optional("reason", TEXT));
        add(
                Topic.SIMULATION_TRUTH,
                optional("booking_id", TEXT),
                optional("segment", TEXT),
                optional("party_size", INT),
                optional("willingness_to_pay", MONEY),
                optional("currency", TEXT),
                optional("effect", TEXT),
                optional("fare_bucket", TEXT),
                optional("total_price", MONEY),
                optional("counterfactual_fare_bucket", TEXT),
                optional("counterfactual_total_price", MONEY),
                optional("total_seats", INT),
                optional("offers", INT),
                optional("booked_seats", INT),
                optional("boarded_seats", INT),
                optional("revenue", MONEY),
                optional("counterfactual_booked_seats", INT),
                optional("counterfactual_boarded_seats", INT),
                optional("counterfactual_revenue", MONEY),
                optional("spilled_seats", INT),
                optional("counterfactual_spilled_seats", INT));
    }

    private TopicSchemas() {}

    /** The schema of a topic of the contract, or of any other: the broker's columns alone. */
    public static TopicSchema of(String topic) {
        return Topic.named(topic).map(BY_TOPIC::get).orElseGet(() -> new TopicSchema(topic, brokerColumns()));
    }

    /** Whether (nearly) every row has another value in the column of that name: a dictionary would only cost. */
    public static boolean isDistinct(String column) {
        return DISTINCT.contains(column);
    }

    private static void add(Topic topic, Column... own) {
        List<Column> columns = new ArrayList<>();
        columns.add(optional("event_type", TEXT));
        columns.add(optional("event_time", TIME));
        columns.add(optional("flight_id", TEXT));
        columns.addAll(Arrays.asList(own));
        columns.addAll(brokerColumns());
        BY_TOPIC.put(topic, new TopicSchema(topic.topicName(), columns));
    }

    /**
     * What the broker knows of a record, the bytes as received ({@code _raw}; absent where the archiver is told to drop
     * them and the columns tell all that was in them), and why it did not parse ({@code _error}; {@code null} when it did).
     */
    private static List<Column> brokerColumns() {
        return List.of(
                required("_partition", INT),
                required("_offset", LONG),
                required("_timestamp", TIME),
                optional("_key", BYTES),
                list("_headers", optional("key", TEXT), optional("value", BYTES)),
                optional("_raw", BYTES),
                optional("_error", TEXT));
    }
}
