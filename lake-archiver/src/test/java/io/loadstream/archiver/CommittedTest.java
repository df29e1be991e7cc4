package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class CommittedTest {

    private static final Chain CHAIN = new Chain("bookings", "anId", 0);
    private static final ChainFile FILE = new ChainFile(CHAIN, 100, 199, 100, false, 1, "", "w", null, null);

    @Test
    void whatIsCommittedIsReadBackWithTheMarkersBehindTheFile() {
        OffsetAndMetadata committed = ChainEnd.after(FILE).toCommit(203);

        Committed read = Committed.of(committed, CHAIN).orElseThrow();

        assertThat(read.previousStart()).isEqualTo(100);
        assertThat(read.settled()).isEqualTo(203);
        assertThat(read.fits(FILE)).isTrue();
    }

    @Test
    void aChainWithoutAFileIsReadBack() {
        Committed read = Committed.of(ChainEnd.empty(CHAIN).toCommit(3), CHAIN).orElseThrow();

        assertThat(read.isWithoutFile()).isTrue();
        assertThat(read.settled()).isEqualTo(3);
    }

    @Test
    void whatAFormerVersionCommittedIsBelievedWhereItsFileEndsOnly() {
        Committed right =
                Committed.of(new OffsetAndMetadata(200, "anId 100"), CHAIN).orElseThrow();
        Committed moved =
                Committed.of(new OffsetAndMetadata(203, "anId 100"), CHAIN).orElseThrow();

        assertThat(right.fits(FILE)).isTrue();
        assertThat(moved.fits(FILE)).isFalse();
    }

    @Test
    void anOffsetThatWasMovedOrIsOfAnotherLifeOfTheTopicIsNotBelieved() {
        assertThat(Committed.of(null, CHAIN)).isEmpty();
        assertThat(Committed.of(new OffsetAndMetadata(200), CHAIN)).isEmpty();
        assertThat(Committed.of(new OffsetAndMetadata(250, "anId 100 203"), CHAIN))
                .isEmpty();
        assertThat(Committed.of(new OffsetAndMetadata(203, "otherId 100 203"), CHAIN))
                .isEmpty();
    }
}
