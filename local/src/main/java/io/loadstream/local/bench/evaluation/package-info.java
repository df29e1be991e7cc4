/** The study of the estimators against the truth of simulated markets. */
package io.loadstream.local.bench.evaluation;
