package io.loadstream.etl.merge;

/** Divides the price of a booking among its passengers. */
final class FareShares {

    private FareShares() {}

    /**
     * The share of one of them: even to the last ten-thousandth; what does not divide goes to the first passengers, one each,
     * so that the shares add up to the price.
     *
     * @param price in ten-thousandths of the currency's unit, not negative
     * @param passengers positive
     * @param nth of them, from 0
     * @return in ten-thousandths
     */
    static long of(long price, int passengers, int nth) {
        return price / passengers + (nth < price % passengers ? 1 : 0);
    }
}
