package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.Effect;
import io.loadstream.domain.evaluation.RevenueSplit;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.WarehouseTransaction;

/** Rows of {@code mart_promotion_effect} of one run. */
record EffectRows(WarehouseTransaction transaction, long runId) {

    private static final String INSERT = SqlText.of("evaluate/insert_effect");

    /** What the rows' estimates are made by. */
    enum Method {
        /** Difference in means between the arms. */
        HOLDOUT,
        /** The same, adjusted by what was booked before the first decision. */
        HOLDOUT_CUPED,
        /** Against past flights without offers. */
        MATCHED
    }

    void revenue(Method method, Scope scope, Effect effect, RevenueSplit split) {
        insert(method, scope, "REVENUE", effect, split.gained(), split.diluted());
    }

    void loadFactor(Method method, Scope scope, Effect effect) {
        insert(method, scope, "LOAD_FACTOR", effect, null, null);
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
                effect.underpowered(),
                gained,
                diluted);
    }
}
