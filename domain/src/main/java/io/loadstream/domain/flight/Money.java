package io.loadstream.domain.flight;

import java.math.BigDecimal;

/** Money as a whole number of ten-thousandths: exact for every amount that the contract allows. */
public final class Money {

    private static final int SCALE = 4;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

    private Money() {}

    /**
     * @param amount with at most four decimals and fourteen digits before them
     * @throws ArithmeticException when it has more
     */
    public static long of(BigDecimal amount) {
        int scale = amount.scale();
        return scale >= 0 && scale <= SCALE && amount.precision() <= 18
                ? Math.multiplyExact(amount.unscaledValue().longValue(), POWERS[SCALE - scale])
                : amount.movePointRight(SCALE).longValueExact();
    }

    static BigDecimal toDecimal(long tenThousandths) {
        if (tenThousandths % POWERS[SCALE] == 0) {
            return BigDecimal.valueOf(tenThousandths / POWERS[SCALE]);
        }
        return BigDecimal.valueOf(tenThousandths, SCALE).stripTrailingZeros();
    }
}
