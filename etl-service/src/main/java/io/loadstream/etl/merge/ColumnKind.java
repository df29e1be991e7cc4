package io.loadstream.etl.merge;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.function.IntFunction;

/** The type of a statement's array parameter. */
enum ColumnKind {
    TEXT(String[]::new),
    TIME(OffsetDateTime[]::new),
    INT(Integer[]::new),
    LONG(Long[]::new),
    DOUBLE(Double[]::new),
    MONEY(BigDecimal[]::new),
    BYTES(Buffer[]::new);

    private final IntFunction<Object[]> array;

    ColumnKind(IntFunction<Object[]> array) {
        this.array = array;
    }

    Object[] array(int length) {
        return array.apply(length);
    }
}
