package io.loadstream.lake.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The values of one column, as they come, until they fill a page. Repetition and definition levels are those of Parquet:
 * at which list a value begins anew, and how much of its path is there.
 */
abstract sealed class ColumnBuffer permits BytesBuffer, NumberBuffer {

    /** Where page indexes are used, so many rows are read for one that is wanted. */
    private static final int PAGE_ROWS = 20_000;

    static final int PAGE_BYTES = 1 << 20;

    /** Larger dictionaries take more memory from readers than they save. */
    static final int MAX_DICTIONARY_BYTES = 1 << 20;

    final ColumnDescriptor column;
    private final Levels repetition;
    private final Levels definition;
    private PageWriter pages;
    private int entries;
    private int nulls;
    private int rows;
    private long chunkBytes;

    ColumnBuffer(ColumnDescriptor column) {
        this.column = column;
        this.repetition = new Levels(column.getMaxRepetitionLevel());
        this.definition = new Levels(column.getMaxDefinitionLevel());
    }

    /** Where pages go from now on; a new one for each row group. */
    final void to(PageWriter writer) {
        pages = writer;
        chunkBytes = 0;
    }

    final void absent(int repetitionLevel, int definitionLevel) {
        entry(repetitionLevel, definitionLevel);
        nulls++;
    }

    /** To be called before each value. */
    final void entry(int repetitionLevel, int definitionLevel) {
        if (repetitionLevel == 0) {
            if (rows == PAGE_ROWS || bytes() >= PAGE_BYTES) {
                endPage();
            }
            rows++;
        }
        repetition.add(repetitionLevel);
        definition.add(definitionLevel);
        entries++;
    }

    /** What has come since the row group began, before compression, about. */
    final long chunkBytes() {
        return chunkBytes + bytes();
    }

    private void endPage() {
        if (entries == 0) {
            return;
        }
        chunkBytes += bytes();
        writeValues();
        clearPage();
    }

    private void clearPage() {
        clearValues();
        repetition.clear();
        definition.clear();
        entries = 0;
        nulls = 0;
        rows = 0;
    }

    /** Forgets the page and the dictionary. */
    final void clear() {
        clearPage();
        takeDictionary();
    }

    final void endChunk() {
        endPage();
        DictionaryPage dictionary = takeDictionary();
        if (dictionary != null) {
            try {
                pages.writeDictionaryPage(dictionary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param statistics {@code null} for none; nulls are counted here */
    final void writePage(BytesInput values, Encoding encoding, Statistics<?> statistics) {
        try {
            if (statistics != null) {
                statistics.incrementNumNulls(nulls);
            }
            pages.writePageV2(
                    rows, nulls, entries, repetition.encoded(), definition.encoded(), encoding, values, statistics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final BytesInput ids(int[] ids, int count, int dictionarySize) {
        int width = BytesUtils.getWidthFromMaxInt(dictionarySize - 1);
        BytesInput run = dictionarySize == 1 ? IntRun.repeated(0, count, width) : IntRun.packed(ids, count, width);
        return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), run);
    }

    /** Adds the value that {@code from}, a column of the same type, is at. */
    abstract void take(ColumnReader from, int repetitionLevel, int definitionLevel);

    /** Of the values of the page. */
    abstract long bytes();

    /** Writes the page by {@link #writePage}. */
    abstract void writeValues();

    /** Forgets the values of the page. */
    abstract void clearValues();

    /** What the pages of the row group refer to; {@code null} when none does. Forgets it. */
    abstract DictionaryPage takeDictionary();
}
