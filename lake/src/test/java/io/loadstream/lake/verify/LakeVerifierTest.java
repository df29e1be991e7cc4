package io.loadstream.lake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeFixture;
import io.loadstream.lake.StoredObject;
import io.loadstream.lake.index.Compaction;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
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

        assertThat(verify(chain).problems()).containsExactly(chain.key(15) + " begins at 15 where 10 is due");
    }

    @Test
    void anOverlapIsFound() {
        Chain chain = chain(2);
        lake.put(chain, 0, 9, 10);
        lake.put(chain, 5, 14, 10);

        assertThat(verify(chain).problems()).containsExactly(chain.key(5) + " begins at 5 where 10 is due");
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
        flip(file.key(), file.metadata());

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

    @Test
    void aBreakDoesNotHideWhatIsWrongBehindIt() {
        // Given
        Chain chain = chain(7);
        lake.put(chain, 0, 9, 10);
        ChainFile garbled = lake.put(chain, 20, 29, 10);
        lake.store.put(garbled.key(), new byte[0], Map.of()).join();
        ChainFile flipped = lake.put(chain, 30, 39, 10);
        flip(flipped.key(), flipped.metadata());
        lake.put(chain, 45, 49, 5);

        // When
        LakeVerifier.Finding finding = verify(chain);

        // Then
        assertThat(finding.problems())
                .satisfiesExactly(
                        problem ->
                                assertThat(problem).startsWith(garbled.key() + " has metadata that no archiver wrote"),
                        problem -> assertThat(problem).isEqualTo(flipped.key() + " begins at 30 where 10 is due"),
                        problem -> assertThat(problem).startsWith(flipped.key() + " has the checksum"),
                        problem -> assertThat(problem).isEqualTo(chain.key(45) + " begins at 45 where 40 is due"));
        assertThat(finding.rows()).isEqualTo(25);
    }

    @Test
    void aManifestThatCannotBeReadDoesNotHideTheFiles() {
        Chain chain = chain(8);
        ChainFile flipped = lake.put(chain, 0, 9, 10);
        flip(flipped.key(), flipped.metadata());
        String manifest = "index/flight_lifecycle/verify/p=8/%020d.json".formatted(1);
        lake.store.put(manifest, new byte[] {'{'}, Map.of()).join();

        assertThat(verify(chain).problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith(manifest + " is not a manifest"),
                        problem -> assertThat(problem).startsWith(flipped.key() + " has the checksum"));
    }

    @Test
    void damageInACompactedFileAndOneThatIsGoneAreFound() {
        // Given
        Chain chain = chain(9);
        for (long start = 0; start < 50; start += 10) {
            lake.put(chain, start, start + 9, 10);
        }
        Compaction.Settings settings = new Compaction.Settings(1 << 20, 2, Duration.ofHours(24));
        new Compaction(lake.store, settings, Clock.systemUTC()).run(chain);
        StoredObject compacted = lake.store
                .head("compacted/flight_lifecycle/verify/p=9/%020d-%020d.parquet".formatted(0, 39))
                .join()
                .orElseThrow();

        // When
        flip(compacted.key(), compacted.metadata());

        // Then
        assertThat(verify(chain).problems())
                .singleElement()
                .asString()
                .startsWith(compacted.key() + " has the checksum");

        // When
        lake.store.delete(compacted.key()).join();

        // Then
        assertThat(verify(chain).problems()).containsExactly(compacted.key() + " is missing");
    }

    @Test
    void aFileOfAnotherPartitionAndOneThatIsTooShortAreFound() {
        Chain chain = chain(10);
        ChainFile elsewhere = lake.put(chain(11), 0, 9, 10);
        ChainFile here = new ChainFile(
                chain,
                0,
                9,
                10,
                false,
                elsewhere.bytes(),
                elsewhere.crc32c(),
                "test",
                elsewhere.minEventTime(),
                elsewhere.maxEventTime());
        byte[] content = lake.store.get(elsewhere.key()).join();
        lake.store.put(here.key(), content, here.metadata()).join();
        assertThat(verify(chain).problems()).containsExactly(here.key() + " has a row of partition 11");

        Segment told = new LakeIndex(lake.store).segments(chain, 0).join().getFirst();
        new LakeIndex(lake.store).refresh(chain).join();
        lake.store
                .put(here.key(), Arrays.copyOf(content, content.length - 1), here.metadata())
                .join();

        assertThat(verify(chain).problems())
                .first()
                .isEqualTo(here.key() + " has " + (told.bytes() - 1) + " bytes instead of " + told.bytes());
    }

    @Test
    void eventTimesOutsideOfWhatTheMetadataTellsAreFoundForReadersLeaveFilesOutByThem() {
        Chain chain = chain(12);
        ChainFile file = lake.put(chain, 0, 9, 10);
        ChainFile narrower = new ChainFile(
                chain,
                0,
                9,
                10,
                false,
                file.bytes(),
                file.crc32c(),
                "test",
                file.minEventTime(),
                file.maxEventTime().minusSeconds(1));
        lake.store
                .put(file.key(), lake.store.get(file.key()).join(), narrower.metadata())
                .join();

        assertThat(verify(chain).problems())
                .containsExactly(file.key() + " has event times from 1970-01-01T00:00:00Z to 1970-01-01T00:00:09Z"
                        + " instead of 1970-01-01T00:00:00Z to 1970-01-01T00:00:08Z");
    }

    private static void flip(String key, Map<String, String> metadata) {
        byte[] content = lake.store.get(key).join();
        content[content.length / 2] ^= 1;
        lake.store.put(key, content, metadata).join();
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
