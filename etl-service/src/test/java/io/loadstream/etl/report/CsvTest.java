package io.loadstream.etl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesWhatWouldBreakALineAndLeavesUnknownEmpty() {
        // Given
        Answer answer = new Answer(List.of("rule", "flights"), List.of(Arrays.asList("a \"b\", c", null)), 1);

        // When
        String text = Csv.of(answer);

        // Then
        assertThat(text).isEqualTo("rule,flights\r\n\"a \"\"b\"\", c\",\r\n");
    }

    @Test
    void textThatASpreadsheetWouldRunIsMarkedAsTextAndNumbersStay() {
        // Given
        List<Object> row =
                List.of("=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "LHR-AMS", -1.5, new BigDecimal("-2"));
        Answer answer = new Answer(List.of("a", "b", "c", "d", "e", "f", "g", "h"), List.of(row), 1);

        // When
        String text = Csv.of(answer);

        // Then
        assertThat(text.lines().skip(1))
                .containsExactly("\"'=HYPERLINK(\"\"x\"\")\",'+1,'-1,'@SUM(A1),'\t=1,LHR-AMS,-1.5,-2");
    }
}
