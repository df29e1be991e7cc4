package io.loadstream.etl.report;

import java.util.List;

/**
 * What the warehouse answered, one value for each column in each row.
 *
 * @param total rows that there are, those that were not asked for included
 */
public record Answer(List<String> columns, List<List<Object>> rows, long total) {}
