package io.loadstream.etl.merge;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Divides the price of a booking among its passengers. */
final class FareShares {

    /** Decimals of the warehouse's money. */
    private static final int SCALE = 4;

    private FareShares() {}

    /**
     * Even shares to the last decimal; what does not divide goes to the first passengers, one unit of the last decimal
     * each, so that the shares add up to the price.
     *
     * @param price not negative, at most four decimals
     * @param passengers positive
     */
    static BigDecimal[] of(BigDecimal price, int passengers) {
        BigDecimal[] shares = new BigDecimal[passengers];
        if (passengers == 1) {
            shares[0] = price;
            return shares;
        }
        BigInteger[] division =
                price.setScale(SCALE).unscaledValue().divideAndRemainder(BigInteger.valueOf(passengers));
        int remainder = division[1].intValueExact();
        for (int i = 0; i < passengers; i++) {
            BigInteger units = i < remainder ? division[0].add(BigInteger.ONE) : division[0];
            shares[i] = new BigDecimal(units, SCALE);
        }
        return shares;
    }
}
