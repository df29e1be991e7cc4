/**
 * A market of customers who react to prices, flight by flight, beside its twin without promotions.
 *
 * <p>All chance is a function of (seed, flight, segment, number of the customer): no customer's luck depends on what
 * another one did, so that the real world and its twin, with the same customers in both, differ only by what promotions
 * did. Times are microseconds since 1970 UTC; prices are held in hundredths of the currency's unit.
 */
package io.loadstream.domain.market;
