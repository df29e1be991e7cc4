package io.loadstream.lake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeFixture;
import io.loadstream.lake.index.Compaction;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LakeVerifierTest {

    private static LakeFixture lake;

    @BeforeAll
    static void start() {
        lake = new LakeFixture();
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void aSoundChainHasNoProblems() {
        Chain chain = chain(0);
        lake.put(chain, 0, 9, 10);
        lake.put(chain, 10, 29, 5);

        LakeVerifier.Finding finding = verify(chain);

        assertThat(finding.problems()).isEmpty();
        assertThat(finding.rows()).isEqualTo(15);
        assertThat(finding.objects()).isEqualTo(2);
        assertThat(finding.next()).isEqualTo(30);
    }

    @Test
    void aMissingFileIsFound() {
        Chain chain = chain(1);
        lake.put(chain, 0, 9, 10);
        lake.put(chain, 15, 19, 5);

        assertThat(verify(chain).problems()).singleElement().asString().contains("a file that starts at 10 is due");
    }

    @Test
    void anOverlapIsFound() {
        Chain chain = chain(2);
        lake.put(chain, 0, 9, 10);
        lake.put(chain, 5, 14, 10);

        assertThat(verify(chain).problems()).singleElement().asString().contains("a file that starts at 10 is due");
    }

    @Test
    void aFileWithinWhatTheManifestNamesIsFoundButNotTheOriginalsOfACompactedOne() {
        Chain chain = chain(6);
        for (long start = 0; start < 50; start += 10) {
            lake.put(chain, start, start + 9, 10);
        }
        Compaction.Settings settings = new Compaction.Settings(1 << 20, 2, Duration.ofHours(24));
        assertThat(new Compaction(lake.store, settings, Clock.systemUTC())
                        .run(chain)
                        .folded())
                .isEqualTo(4);
        assertThat(verify(chain).problems()).isEmpty();

        ChainFile stray = lake.put(chain, 15, 24, 10);

        assertThat(verify(chain).problems()).singleElement().asString().startsWith(stray.key() + " begins where");
    }

    @Test
    void aFlippedBitIsFound() {
        Chain chain = chain(3);
        ChainFile file = lake.put(chain, 0, 9, 10);
        byte[] content = lake.store.get(file.key()).join();
        content[content.length / 2] ^= 1;
        lake.store.put(file.key(), content, file.metadata()).join();

        assertThat(verify(chain).problems()).singleElement().asString().contains("has the checksum");
    }

    @Test
    void metadataThatTellsAnotherNumberOfRowsIsFound() {
        Chain chain = chain(4);
        ChainFile file = lake.put(chain, 0, 9, 10);
        ChainFile lying = new ChainFile(
                chain, 0, 9, 7, false, file.bytes(), file.crc32c(), "test", file.minEventTime(), file.maxEventTime());
        lake.store
                .put(file.key(), lake.store.get(file.key()).join(), lying.metadata())
                .join();

        assertThat(verify(chain).problems()).singleElement().asString().contains("has 10 rows instead of 7");
    }

    @Test
    void rowsOutsideTheirFilesRangeAreFound() {
        Chain chain = chain(5);
        ChainFile file = lake.put(chain, 0, 9, 10);
        ChainFile shorter = new ChainFile(
                chain, 0, 4, 5, false, file.bytes(), file.crc32c(), "test", file.minEventTime(), file.maxEventTime());
        lake.store
                .put(file.key(), lake.store.get(file.key()).join(), shorter.metadata())
                .join();

        assertThat(verify(chain).problems()).singleElement().asString().contains("has offset 5 after 4");
    }

    private static Chain chain(int partition) {
        return new Chain("flight_lifecycle", "verify", partition);
    }

    private static LakeVerifier.Finding verify(Chain chain) {
        try (LakeVerifier verifier = new LakeVerifier(lake.store)) {
            return verifier.verify(chain, (at, done, of) -> {});
        }
    }
}
