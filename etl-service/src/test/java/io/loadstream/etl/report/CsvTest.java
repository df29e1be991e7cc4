package io.loadstream.etl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesWhatWouldBreakALineAndLeavesUnknownEmpty() {
        // Given
        Answer answer = new Answer(List.of("rule", "flights"), List.of(Arrays.asList("a \"b\", c", null)));

        // When
        String text = Csv.of(answer);

        // Then
        assertThat(text).isEqualTo("rule,flights\r\n\"a \"\"b\"\", c\",\r\n");
    }
}
