package io.loadstream.lake.write;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;

/** A column of texts or bytes: by a dictionary as long as that pays, and plain from then on. */
final class BytesBuffer extends ColumnBuffer {

    /** With so many different values among twice as many, a dictionary is given up at once. */
    private static final int TOO_MANY = 8_192;

    private final boolean distinct;
    private final boolean bounded;
    private final PlainBytes plain = new PlainBytes();
    private final ByteBounds bounds = new ByteBounds();
    /** {@code null} where values are stored plain. */
    private ByteDictionary dictionary;
    /** What earlier pages of the row group refer to; {@code null} when none does. */
    private ByteDictionary stored;

    private int[] ids = new int[64];
    private int count;
    private long valueBytes;

    /**
     * @param distinct whether (nearly) every row has another value: a dictionary is not tried
     * @param bounded whether the least and the greatest value are told to readers
     */
    BytesBuffer(ColumnDescriptor column, boolean distinct, boolean bounded) {
        super(column);
        this.distinct = distinct;
        this.bounded = bounded;
        this.dictionary = distinct ? null : new ByteDictionary();
    }

    void add(String value, int repetitionLevel, int definitionLevel) {
        entry(repetitionLevel, definitionLevel);
        if (dictionary == null) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            addPlain(bytes, 0, bytes.length);
        } else {
            addId(dictionary.idOf(value), value.length());
        }
    }

    void add(byte[] bytes, int offset, int length, int repetitionLevel, int definitionLevel) {
        entry(repetitionLevel, definitionLevel);
        if (dictionary == null) {
            addPlain(bytes, offset, length);
        } else {
            addId(dictionary.idOf(bytes, offset, length), length);
        }
    }

    @Override
    void take(ColumnReader from, int repetitionLevel, int definitionLevel) {
        ByteBuffer value = from.getBinary().toByteBuffer();
        int offset = value.arrayOffset() + value.position();
        add(value.array(), offset, value.remaining(), repetitionLevel, definitionLevel);
    }

    private void addPlain(byte[] bytes, int offset, int length) {
        plain.add(bytes, offset, length);
        if (bounded) {
            bounds.add(bytes, offset, length);
        }
    }

    private void addId(int id, int length) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
        }
        ids[count++] = id;
        valueBytes += Integer.BYTES + length;
        boolean tooMany = dictionary.size() > TOO_MANY && dictionary.size() > count / 2;
        if (stored == null && (tooMany || dictionary.bytes() > MAX_DICTIONARY_BYTES)) {
            giveUpDictionary();
        }
    }

    /** Turns what the page has so far into plain values. */
    private void giveUpDictionary() {
        for (int i = 0; i < count; i++) {
            dictionary.copyTo(plain, ids[i]);
        }
        if (bounded) {
            dictionary.measure(ids, count, bounds);
        }
        dictionary = null;
        count = 0;
        valueBytes = 0;
    }

    @Override
    long bytes() {
        return dictionary == null ? plain.size() : valueBytes;
    }

    @Override
    void writeValues() {
        if (count > 0 && stored == null && !pays()) {
            giveUpDictionary();
        }
        if (dictionary == null || count == 0) {
            writePage(plain.stored(), Encoding.PLAIN, statistics());
        } else {
            if (bounded) {
                dictionary.measure(ids, count, bounds);
            }
            writePage(ids(ids, count, dictionary.size()), Encoding.RLE_DICTIONARY, statistics());
            stored = dictionary;
            if (dictionary.bytes() > MAX_DICTIONARY_BYTES) {
                dictionary = null;
            }
        }
    }

    @Override
    void clearValues() {
        plain.clear();
        bounds.clear();
        count = 0;
        valueBytes = 0;
    }

    private boolean pays() {
        long idBytes = (long) count * BytesUtils.getWidthFromMaxInt(dictionary.size() - 1) / Byte.SIZE;
        return dictionary.bytes() + idBytes < valueBytes;
    }

    private Statistics<?> statistics() {
        if (!bounded) {
            return null;
        }
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        bounds.tell(statistics);
        return statistics;
    }

    @Override
    DictionaryPage takeDictionary() {
        DictionaryPage page =
                stored == null ? null : new DictionaryPage(stored.stored(), stored.size(), Encoding.PLAIN);
        stored = null;
        dictionary = distinct ? null : new ByteDictionary();
        return page;
    }
}
