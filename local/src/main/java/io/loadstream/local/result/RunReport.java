package io.loadstream.local.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadstream.local.bench.Environment;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a run as JSON; names in snake case.
 *
 * @param reconciled whether every hop agrees with the one before it
 * @param topics records by topic
 * @param decisions by kind and rule, or kind and reason
 * @param lake rows by topic
 * @param lakeObjects objects by topic
 * @param lakeBytes bytes by topic
 * @param warehouse rows by table
 * @param deadLetters records in all dead-letter topics
 * @param checks every hop against the one before it
 * @param seconds from the start of the launcher's JVM to the result
 * @param peakRssMb of launcher, parts and services together, in MiB; {@code null} where it cannot be measured
 * @param rssMb what each had at that moment
 * @param urls where the services are, or were
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunReport(
        boolean reconciled,
        SortedMap<String, Long> topics,
        SortedMap<String, Long> decisions,
        SortedMap<String, Long> lake,
        SortedMap<String, Long> lakeObjects,
        SortedMap<String, Long> lakeBytes,
        SortedMap<String, Long> warehouse,
        long deadLetters,
        List<Check> checks,
        double seconds,
        Long peakRssMb,
        Map<String, Long> rssMb,
        Map<String, String> urls,
        Map<String, Object> environment) {

    public static RunReport of(
            RunResult result, double seconds, Long peakRssMb, Map<String, Long> rssMb, Map<String, String> urls) {
        SortedMap<String, Long> topics = new TreeMap<>();
        SortedMap<String, Long> lake = new TreeMap<>();
        SortedMap<String, Long> objects = new TreeMap<>();
        SortedMap<String, Long> bytes = new TreeMap<>();
        for (String topic : result.topics().topics()) {
            topics.put(topic, result.topics().records(topic));
            lake.put(topic, result.lake().rows(topic));
            objects.put(topic, result.lake().objects(topic));
            bytes.put(topic, result.lake().bytes(topic));
        }
        return new RunReport(
                result.reconciled(),
                topics,
                result.topics().decisions(),
                lake,
                objects,
                bytes,
                result.warehouse().tables(),
                result.topics().deadLetters().size(),
                result.checks(),
                seconds,
                peakRssMb,
                rssMb,
                urls,
                Environment.here());
    }
}
