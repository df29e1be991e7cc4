package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.DOUBLE;
import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardwood.row.PqStruct;
import io.loadstream.domain.event.Topic;
import java.util.List;

/** Every decision of the engine: offers made, offers withheld, offers ended. */
final class DecisionRows implements RowByRow {

    private static final Merge DECISION = Merge.into(
            "dw.fact_promotion",
            "fact_promotion",
            TEXT.named("decision_id"),
            TEXT.named("outcome"),
            TEXT.named("flight_id"),
            TIME.named("event_time"),
            TEXT.named("reason"),
            TEXT.named("rule"),
            TEXT.named("policy_revision"),
            TEXT.named("arm"),
            TEXT.named("decision_source"),
            DOUBLE.named("load_factor"),
            INT.named("booked_seats"),
            INT.named("total_seats"),
            LONG.named("minutes_to_departure"),
            DOUBLE.named("booking_velocity_per_day"),
            TEXT.named("target_fare_bucket"),
            DOUBLE.named("discount_percentage"),
            TIME.named("valid_until"),
            TEXT.named("caused_by_topic"),
            INT.named("caused_by_partition"),
            LONG.named("caused_by_offset"),
            TEXT.named("trace_id"),
            TEXT.named("explanation"),
            INT.named("source_partition"),
            LONG.named("source_offset"));

    @Override
    public String topic() {
        return Topic.PROMO_DECISIONS.topicName();
    }

    @Override
    public List<String> columns() {
        return List.of(
                "decision_id",
                "reason",
                "rule",
                "policy_revision",
                "arm",
                "decision_source",
                "current_load_factor",
                "minutes_to_departure",
                "target_fare_bucket",
                "discount_percentage",
                "valid_until",
                "trace_id",
                "inputs",
                "considered",
                "caused_by");
    }

    @Override
    public void add(EventRow event, StagedRows staged) {
        String flightId = event.flightId();
        String outcome = outcome(event);
        String decisionId = decisionId(event, flightId, outcome);
        Inputs inputs = Inputs.of(event);
        PqStruct cause = event.struct(14);
        staged.add(
                DECISION,
                decisionId,
                outcome,
                flightId,
                event.eventTime(),
                event.textOrNull(1),
                event.textOrNull(2),
                event.textOrNull(3),
                event.textOrNull(4),
                event.textOrNull(5),
                inputs.loadFactor(),
                inputs.bookedSeats(),
                inputs.totalSeats(),
                inputs.minutesToDeparture(),
                inputs.velocity(),
                event.textOrNull(8),
                event.doubleOrNull(9),
                event.timeOrNull(10),
                cause == null ? null : EventRow.text(cause, "topic", "caused_by.topic"),
                cause == null ? null : (Integer) cause.getInt("partition"),
                cause == null ? null : (Long) cause.getLong("offset"),
                event.textOrNull(11),
                outcome.equals("ENDED") ? null : explanation(event),
                event.partition(),
                event.offset());
    }

    private static String outcome(EventRow event) {
        return switch (event.eventType()) {
            case "PromotionTriggered" -> "TRIGGERED";
            case "PromotionSuppressed" -> event.text(1).equals("HOLDOUT") ? "HELD_OUT" : "SUPPRESSED";
            case "PromotionEnded" -> "ENDED";
            default -> throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        };
    }

    /** The predecessor's offers have no id: theirs is made of what tells them apart. */
    private static String decisionId(EventRow event, String flightId, String outcome) {
        String given = event.textOrNull(0);
        return given == null && outcome.equals("TRIGGERED") ? flightId + "@" + event.eventTime() : event.text(0);
    }

    private static String explanation(EventRow event) {
        ArrayNode considered = JsonNodeFactory.instance.arrayNode();
        for (PqStruct rule : event.structs(13)) {
            considered
                    .addObject()
                    .put("rule", EventRow.text(rule, "rule", "considered.rule"))
                    .put("fired", rule.getBoolean("fired"))
                    .put("reason", EventRow.text(rule, "reason", "considered.reason"));
        }
        return considered.toString();
    }

    /** What the policy saw; of the predecessor's offers only two of these are known. */
    private record Inputs(
            Double loadFactor, Integer bookedSeats, Integer totalSeats, Long minutesToDeparture, Double velocity) {

        static Inputs of(EventRow event) {
            PqStruct inputs = event.struct(12);
            if (inputs == null) {
                return new Inputs(event.doubleOrNull(6), null, null, event.longOrNull(7), null);
            }
            return new Inputs(
                    inputs.getDouble("load_factor"),
                    inputs.getInt("booked_seats"),
                    inputs.getInt("total_seats"),
                    inputs.getLong("minutes_to_departure"),
                    inputs.isNull("booking_velocity_per_day") ? null : inputs.getDouble("booking_velocity_per_day"));
        }
    }
}
