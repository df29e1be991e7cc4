package io.loadstream.local.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table for the terminal. Columns that hold numbers only are set flush right.
 *
 * <pre>{@code
 * System.out.print(Table.of("topic", "records").row("bookings", 539));
 * }</pre>
 */
public final class Table {

    private static final String GAP = "   ";
    private static final String INDENT = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;

    private Table(List<String> header) {
        this.header = List.copyOf(header);
        this.numeric = new boolean[header.size()];
        java.util.Arrays.fill(numeric, true);
    }

    public static Table of(String... header) {
        return new Table(List.of(header));
    }

    /**
     * Adds a row: whole numbers get a thousands separator, other numbers stay as {@code toString} gives them, and
     * {@code null} is an empty cell.
     *
     * @throws IllegalArgumentException when there are more or fewer cells than columns
     */
    public Table row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("a row needs " + header.size() + " cells, not " + cells.length);
        }
        List<String> row = new ArrayList<>();
        for (int column = 0; column < cells.length; column++) {
            Object cell = cells[column];
            numeric[column] &= cell == null || cell instanceof Number;
            row.add(text(cell));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** With a line end after every row. */
    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        append(out, header, widths);
        out.append(INDENT);
        for (int column = 0; column < widths.length; column++) {
            out.append(column == 0 ? "" : GAP).append("-".repeat(widths[column]));
        }
        out.append('\n');
        rows.forEach(row -> append(out, row, widths));
        return out.toString();
    }

    private int[] widths() {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = header.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private void append(StringBuilder out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP);
            line.append(numeric[column] ? padding + cell : cell + padding);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String text(Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof Long || cell instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", cell);
        }
        return cell.toString();
    }
}
