package io.loadstream.etl.derive;

import io.loadstream.etl.quality.QualityResult;
import java.util.List;
import java.util.Map;

/**
 * What a refresh did and what the checks said of it.
 *
 * @param rows rows inserted or changed, by table
 */
public record Derivation(Map<String, Long> rows, List<QualityResult> checks) {

    /** The critical checks that something violates. */
    public List<QualityResult> forbidding() {
        return checks.stream().filter(QualityResult::forbids).toList();
    }
}
