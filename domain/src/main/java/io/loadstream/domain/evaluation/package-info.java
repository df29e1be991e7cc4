/**
 * What a promotion was worth: estimators over flight departures, which are the units of the experiment. Pure; the bootstrap
 * draws from a seed that the caller gives.
 */
package io.loadstream.domain.evaluation;
