package io.loadstream.lake.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;

/** A column of numbers or truth values: by a dictionary where that pays, as differences, or plain. */
final class NumberBuffer extends ColumnBuffer {

    /** How the numbers are stored; doubles are held as their bits. */
    enum Form {
        INT(Integer.BYTES),
        LONG(Long.BYTES),
        DOUBLE(Double.BYTES),
        BOOLEAN(1);

        private final int bytes;

        Form(int bytes) {
            this.bytes = bytes;
        }
    }

    /** What compression was found to leave of an entry of a dictionary, about. */
    private static final int ENTRY_BITS = 24;

    /** So many values tell whether nearly all are different. */
    private static final int SAMPLE = 1_024;

    private final Form form;
    private long[] values = new long[64];
    private int count;
    private NumberDictionary dictionary;
    /** Whether a page of this row group was found to be better off without a dictionary. */
    private boolean varied;

    NumberBuffer(ColumnDescriptor column, Form form) {
        super(column);
        this.form = form;
    }

    void add(long value, int repetitionLevel, int definitionLevel) {
        require(form == Form.INT || form == Form.LONG);
        put(value, repetitionLevel, definitionLevel);
    }

    void add(double value, int repetitionLevel, int definitionLevel) {
        require(form == Form.DOUBLE);
        put(Double.doubleToRawLongBits(value), repetitionLevel, definitionLevel);
    }

    void add(boolean value, int repetitionLevel, int definitionLevel) {
        require(form == Form.BOOLEAN);
        put(value ? 1 : 0, repetitionLevel, definitionLevel);
    }

    @Override
    void take(ColumnReader from, int repetitionLevel, int definitionLevel) {
        long value = switch (form) {
            case INT -> from.getInteger();
            case LONG -> from.getLong();
            case DOUBLE -> Double.doubleToRawLongBits(from.getDouble());
            case BOOLEAN -> from.getBoolean() ? 1 : 0;
        };
        put(value, repetitionLevel, definitionLevel);
    }

    private void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("column " + String.join(".", column.getPath()) + " holds " + form);
        }
    }

    private void put(long value, int repetitionLevel, int definitionLevel) {
        entry(repetitionLevel, definitionLevel);
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    @Override
    long bytes() {
        return (long) count * form.bytes;
    }

    @Override
    void writeValues() {
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        if (count == 0) {
            writePage(BytesInput.empty(), Encoding.PLAIN, statistics);
            return;
        }
        tellBounds(statistics);
        int[] ids = form == Form.BOOLEAN || varied ? null : idsIfTheyPay();
        if (ids != null) {
            writePage(ids(ids, count, dictionary.size()), Encoding.RLE_DICTIONARY, statistics);
        } else {
            varied = true;
            switch (form) {
                case INT -> writePage(intDifferences(), Encoding.DELTA_BINARY_PACKED, statistics);
                case LONG -> writePage(longDifferences(), Encoding.DELTA_BINARY_PACKED, statistics);
                case DOUBLE -> writePage(plainDoubles(), Encoding.PLAIN, statistics);
                case BOOLEAN -> writePage(bits(), Encoding.PLAIN, statistics);
            }
        }
    }

    @Override
    void clearValues() {
        count = 0;
    }

    private void tellBounds(Statistics<?> statistics) {
        if (form == Form.DOUBLE) {
            for (int i = 0; i < count; i++) {
                statistics.updateStats(Double.longBitsToDouble(values[i]));
            }
            return;
        }
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        switch (form) {
            case INT -> {
                statistics.updateStats(Math.toIntExact(least));
                statistics.updateStats(Math.toIntExact(greatest));
            }
            case LONG -> {
                statistics.updateStats(least);
                statistics.updateStats(greatest);
            }
            default -> {
                statistics.updateStats(least != 0);
                statistics.updateStats(greatest != 0);
            }
        }
    }

    /** {@code null} where differences, or plain values, are expected to take less. */
    private int[] idsIfTheyPay() {
        NumberDictionary tried = dictionary == null ? new NumberDictionary() : dictionary;
        int before = tried.size();
        int most = Math.min(MAX_DICTIONARY_BYTES / form.bytes, before + count / 2 + 1);
        int[] ids = new int[count];
        int highest = 0;
        long change = 0;
        for (int i = 0; i < count; i++) {
            ids[i] = tried.idOf(values[i]);
            if (tried.size() > most || i == SAMPLE && tried.size() - before > SAMPLE / 4 * 3) {
                return null;
            }
            highest = Math.max(highest, ids[i]);
            if (i > 0) {
                long difference = values[i] - values[i - 1];
                change = Math.max(change, difference ^ difference >> 63);
            }
        }
        long idBits =
                (long) count * BytesUtils.getWidthFromMaxInt(highest) + (long) (tried.size() - before) * ENTRY_BITS;
        int otherwise = form == Form.DOUBLE ? Double.SIZE : Long.SIZE + 1 - Long.numberOfLeadingZeros(change);
        if (idBits >= (long) count * otherwise) {
            return null;
        }
        dictionary = tried;
        return ids;
    }

    private BytesInput intDifferences() {
        var differences =
                new DeltaBinaryPackingValuesWriterForInteger(slab(), PAGE_BYTES, HeapByteBufferAllocator.getInstance());
        for (int i = 0; i < count; i++) {
            differences.writeInteger((int) values[i]);
        }
        return differences.getBytes();
    }

    private BytesInput longDifferences() {
        var differences =
                new DeltaBinaryPackingValuesWriterForLong(slab(), PAGE_BYTES, HeapByteBufferAllocator.getInstance());
        for (int i = 0; i < count; i++) {
            differences.writeLong(values[i]);
        }
        return differences.getBytes();
    }

    private int slab() {
        return Math.max(64, count * 2);
    }

    private BytesInput plainDoubles() {
        ByteBuffer plain = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            plain.putLong(values[i]);
        }
        return BytesInput.from(plain.array());
    }

    private BytesInput bits() {
        byte[] bits = new byte[(count + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < count; i++) {
            bits[i / Byte.SIZE] |= (byte) (values[i] << i % Byte.SIZE);
        }
        return BytesInput.from(bits);
    }

    @Override
    DictionaryPage takeDictionary() {
        DictionaryPage page = null;
        if (dictionary != null) {
            page = new DictionaryPage(
                    BytesInput.from(dictionary.stored(form.bytes)), dictionary.size(), Encoding.PLAIN);
        }
        dictionary = null;
        varied = false;
        return page;
    }
}
