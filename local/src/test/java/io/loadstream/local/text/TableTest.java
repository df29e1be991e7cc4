package io.loadstream.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void numbersAreFlushRightWithSeparatorsAndTextIsFlushLeft() {
        Table table = Table.of("topic", "records").row("bookings", 12_345L).row("metrics", 7);

        assertThat(table.toString()).isEqualTo("""
                          topic      records
                          --------   -------
                          bookings    12,345
                          metrics          7
                        """);
    }

    @Test
    void rowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Table.of("a", "b").row("x")).hasMessage("a row needs 2 cells, not 1");
    }
}
