/** Estimates what promotions were worth, from outcomes of flights, by the estimators of the domain. */
package io.loadstream.etl.evaluate;
