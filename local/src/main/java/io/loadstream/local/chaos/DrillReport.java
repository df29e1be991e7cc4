package io.loadstream.local.chaos;

import java.util.Map;

/**
 * What became of the data in a drill.
 *
 * @param name of the drill
 * @param passed whether everything that must hold held
 * @param environment see {@link io.loadstream.local.bench.Environment#here()}
 * @param results what was counted, by a name for a person
 */
public record DrillReport(String name, boolean passed, Map<String, Object> environment, Map<String, Object> results) {}
