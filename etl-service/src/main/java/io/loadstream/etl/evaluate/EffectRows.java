package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.Effect;
import io.loadstream.domain.evaluation.RevenueSplit;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Rows of {@code mart_promotion_effect} of one run, and beside them what is known to be true of simulated flights.
 *
 * @param relevantShare from which share of the compared flights' mean on an effect matters
 */
record EffectRows(WarehouseTransaction transaction, long runId, double relevantShare, TrueEffects truth) {

    private static final String INSERT = SqlText.of("evaluate/insert_effect");
    private static final String INSERT_TRUTH = SqlText.of("evaluate/insert_true_effect");

    /** What the rows' estimates are made by. */
    enum Method {
        /** Difference in means between the arms. */
        HOLDOUT,
        /** The same, adjusted by what was booked before the first decision. */
        HOLDOUT_CUPED,
        /** Against past flights without offers. */
        MATCHED
    }

    /** @param treated the flights that the effect is one of */
    void revenue(Method method, Scope scope, List<FlightResult> treated, Effect effect, RevenueSplit split) {
        insert(method, scope, "REVENUE", effect, split.gained(), split.diluted());
        insertTruth(method, scope, "REVENUE", truth.revenue(treated));
    }

    /** @param treated the flights that the effect is one of */
    void loadFactor(Method method, Scope scope, List<FlightResult> treated, Effect effect) {
        insert(method, scope, "LOAD_FACTOR", effect, null, null);
        insertTruth(method, scope, "LOAD_FACTOR", truth.loadFactor(treated));
    }

    private void insert(Method method, Scope scope, String outcome, Effect effect, Double gained, Double diluted) {
        transaction.update(
                INSERT,
                runId,
                method.name(),
                scope.kind(),
                scope.value(),
                outcome,
                scope.currency(),
                effect.treated(),
                effect.holdout(),
                effect.estimate(),
                effect.low(),
                effect.high(),
                effect.standardError(),
                effect.minimumDetectable(),
                effect.relevant(relevantShare),
                effect.underpowered(relevantShare),
                gained,
                diluted);
    }

    private void insertTruth(Method method, Scope scope, String outcome, DoubleSummaryStatistics known) {
        if (known.getCount() > 0) {
            transaction.update(
                    INSERT_TRUTH,
                    runId,
                    method.name(),
                    scope.kind(),
                    scope.value(),
                    outcome,
                    scope.currency(),
                    (int) known.getCount(),
                    known.getAverage());
        }
    }
}
