package io.loadstream.etl.report;

import java.util.List;

/** What the warehouse answered, one value for each column in each row. */
public record Answer(List<String> columns, List<List<Object>> rows) {}
