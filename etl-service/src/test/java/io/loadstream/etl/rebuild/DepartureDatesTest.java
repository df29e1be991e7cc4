package io.loadstream.etl.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepartureDatesTest {

    @Test
    void bothDatesBelongToIt() {
        DepartureDates dates = DepartureDates.parse("2026-02-28", "2026-03-01").orElseThrow();

        assertThat(dates.contain(LocalDate.parse("2026-02-27"))).isFalse();
        assertThat(dates.contain(LocalDate.parse("2026-02-28"))).isTrue();
        assertThat(dates.contain(LocalDate.parse("2026-03-01"))).isTrue();
        assertThat(dates.contain(LocalDate.parse("2026-03-02"))).isFalse();
        assertThat(DepartureDates.parse(null, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01 |             | to is missing: from and to are given together, or neither",
                "           | 2026-03-01  | from is missing: from and to are given together, or neither",
                "2026-03-02 | 2026-03-01  | from must not be after to: 2026-03-02, 2026-03-01",
                "2026-02-30 | 2026-03-01  | from must be a date such as 2026-03-01: 2026-02-30",
                "2026-03-01 | March       | to must be a date such as 2026-03-01: March",
                "2026-03-01 | 12026-03-01 | to must be a date such as 2026-03-01: 12026-03-01",
                "-026-03-01 | 2026-03-01  | from must be a date such as 2026-03-01: -026-03-01",
                "''         | ''          | from must be a date such as 2026-03-01: ''"
            })
    void whatMakesNoRangeIsRefusedWithTheReason(String from, String to, String reason) {
        assertThatThrownBy(() -> DepartureDates.parse(from, to))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason.replace("''", ""));
    }
}
