package io.loadstream.etl.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.etl.WarehouseParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class LoadTransactionTest {

    private static final List<String> AMOUNTS = List.of(
            "0", "0.0001", "0.01", "1", "-1.5", "9999.9999", "10000", "120.50", "-20000.0003", "99999999999999.9999");

    @Inject
    LoadConnections connections;

    @Test
    void whatIsCopiedIsWhatPostgresReads() {
        try (LoadConnection connection = connections.to("public")) {
            long wrong = connection.inTransaction(transaction -> {
                transaction.update(
                        "CREATE TEMPORARY TABLE copied (told text, amount numeric, at timestamptz, small integer,"
                                + " large bigint, ratio double precision, missing text) ON COMMIT DROP");
                CopyRows rows = new CopyRows(16);
                for (String amount : AMOUNTS) {
                    rows.begin(7);
                    rows.text(amount);
                    rows.decimal(new BigDecimal(amount));
                    rows.time(Instant.parse("1999-12-31T23:59:59.999999Z"));
                    rows.intValue(-7);
                    rows.longValue(1L << 40);
                    rows.doubleValue(0.875);
                    rows.absent();
                }
                transaction.copy("copied", rows);
                assertThat(rows.size()).isZero();
                assertThat(transaction.update("SELECT count(*) FROM copied")).isEqualTo(AMOUNTS.size());
                return transaction.update(
                        "SELECT count(*) FROM copied WHERE amount <> told::numeric OR scale(amount) <> 4"
                                + " OR at <> '1999-12-31 23:59:59.999999Z' OR small <> -7 OR large <> 1099511627776"
                                + " OR ratio <> 0.875 OR missing IS NOT NULL");
            });
            assertThat(wrong).isZero();
        }
    }

    @Test
    void moneyThatDoesNotFitIsRefusedRatherThanRounded() {
        CopyRows rows = new CopyRows(16);

        assertThatThrownBy(() -> rows.decimal(new BigDecimal("0.00001"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anInsertThatMeetsARowLeavesNothingBehindButItsAlternative() {
        try (LoadConnection connection = connections.to("public")) {
            List<Long> found = connection.inTransaction(transaction -> {
                transaction.update("CREATE TEMPORARY TABLE once (id integer PRIMARY KEY, told integer) ON COMMIT DROP");
                transaction.update("INSERT INTO once VALUES (2, 1)");
                long changed = transaction.orElse(
                        () -> transaction.update("INSERT INTO once VALUES (1, 1), (2, 2)"),
                        () -> transaction.update(
                                "INSERT INTO once VALUES (2, 3) ON CONFLICT (id) DO UPDATE SET told = excluded.told"));
                return List.of(
                        changed,
                        transaction.update("SELECT count(*) FROM once"),
                        transaction.update("SELECT sum(told) FROM once"));
            });
            assertThat(found).containsExactly(1L, 1L, 3L);
        }
    }
}
