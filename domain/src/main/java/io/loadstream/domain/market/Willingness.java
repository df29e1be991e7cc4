package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Segment;

/**
 * What the customers of a segment are willing to pay, in multiples of the base fare, by time before departure:
 * exponential above the scenario's lowest fare. Its scale is such that half of those who would pay the base fare would
 * pay FRAT5 times as much (negative exponential sell-up: Belobaba and Hopperstad, "Algorithms for revenue management in
 * unrestricted fare markets", 2004). PassengerSim's three-market network lets FRAT5 rise from 1.4 at 63 days to 3.5 at
 * one day.
 *
 * <p>At a price of p base fares the elasticity of the demand is -p / scale: low fares early meet customers that compare
 * prices, high fares late meet customers that must fly. Over all customers and the classes that are on sale when they come
 * it is near to the -0.7 of business and the -1.5 of leisure customers on short haul (Gillen et al., as quoted by IATA
 * Economics Briefing 9), which a test holds it against.
 */
final class Willingness {

    private static final double LN_2 = 0.6931471805599453;

    private final double lowest;
    private final double[] scale;
    private final double[] poorerToo;

    /** @param lowest nobody who would pay less than this multiple of the base fare comes */
    Willingness(Segment segment, double lowest, int pieces, long pieceMicros) {
        this.lowest = lowest;
        this.scale = new double[pieces];
        this.poorerToo = new double[pieces];
        for (int i = 0; i < pieces; i++) {
            double daysBefore = (pieces - i - 0.5) * pieceMicros / Micros.PER_DAY;
            scale[i] = (segment.frat5().at(daysBefore) - 1) / LN_2;
            poorerToo[i] = StrictMath.exp((1 - lowest) / scale[i]);
        }
    }

    /** All customers of a piece over those who would pay the base fare. */
    double poorerToo(int piece) {
        return poorerToo[piece];
    }

    /**
     * Multiple of the base fare that a customer would pay for a seat.
     *
     * @param exponential the customer's draw
     */
    double of(int piece, double exponential) {
        return lowest + scale[piece] * exponential;
    }
}
