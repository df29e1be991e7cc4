package io.loadstream.lake.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.embedded.FaultProxy;
import io.loadstream.embedded.FaultProxy.Fault;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeFixture;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.audit.ForeignReader;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.RowWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompactionTest {

    private static final Instant NOW = Instant.now();
    private static final Compaction.Settings SETTINGS = new Compaction.Settings(1 << 20, 3, Duration.ofHours(24));

    private static LakeFixture lake;
    private static LakeIndex index;

    @BeforeAll
    static void start() {
        lake = new LakeFixture();
        index = new LakeIndex(lake.store);
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void smallFilesAreFoldedAndEveryRowIsSeenOnce() {
        Chain chain = chain(0, 10);

        Compaction.Result result = compaction(lake.store, NOW).run(chain);

        assertThat(result).isEqualTo(new Compaction.Result(9, 1, 0));
        assertThat(index.segments(chain, 0).join()).hasSize(2);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(100));
        assertThat(lake.chains.files(chain, 0).join()).as("originals").hasSize(10);
    }

    @Test
    void everyValueOfAFoldedFileIsAsItWasInFilesOfSeveralPieces() throws IOException {
        // Given
        Chain chain = new Chain("bookings", "compaction", 0);
        Random random = new Random(5);
        List<Integer> before = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            ChainFile put = lake.put(
                    chain,
                    file * 8_000L,
                    file * 8_000L + 7_999,
                    8_000,
                    TopicSchemas.of("bookings"),
                    (offset, columns) -> booking(offset, random, columns));
            assertThat(put.bytes()).isGreaterThan(3 << 20);
            before.addAll(rows(put.key()));
        }

        // When
        Compaction.Settings large = new Compaction.Settings(16 << 20, 2, Duration.ofHours(24));
        new Compaction(lake.store, large, Clock.fixed(NOW, ZoneOffset.UTC)).run(chain);

        // Then
        List<Segment> segments = index.segments(chain, 0).join();
        assertThat(segments).extracting(Segment::isCompacted).containsExactly(true, false);
        List<Integer> after = new ArrayList<>();
        for (Segment segment : segments) {
            byte[] content = lake.store.get(segment.key()).join();
            assertThat(Checksum.crc32c(content)).isEqualTo(segment.crc32c());
            assertThat(content).hasSize((int) segment.bytes());
            after.addAll(rows(segment.key()));
        }
        assertThat(after).isEqualTo(before);
    }

    private static void booking(long offset, Random random, RowWriter columns) {
        columns.text("booking_id", "B" + random.nextLong());
        columns.number("total_price", random.nextLong(1_000_000));
        columns.list("passengers", Collections.nCopies(random.nextInt(3), "P"), (prefix, passenger) -> {
            passenger.text("passenger_id", prefix + random.nextInt());
            passenger.text("seat_id", random.nextBoolean() ? "1A" : null);
        });
        columns.text("promotion_id", offset % 3 == 0 ? "P" + offset % 7 : null);
        byte[] raw = new byte[450];
        random.nextBytes(raw);
        columns.bytes("_raw", raw);
    }

    /** Of each row, the hash of all that another reader tells of it. */
    private static List<Integer> rows(String key) throws IOException {
        List<Integer> rows = new ArrayList<>();
        ForeignReader.read(
                lake.store.get(key).join(), row -> rows.add(row.toString().hashCode()));
        return rows;
    }

    @Test
    void whatComesAfterAManifestIsSeenWithoutIt() {
        Chain chain = chain(1, 4);
        index.refresh(chain).join();
        lake.put(chain, 40, 44, 5);

        assertThat(index.manifest(chain).join().segments()).hasSize(4);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(45));
        assertThat(seen(chain, 40))
                .containsExactlyElementsOf(LongStream.range(40, 45).boxed().toList());
    }

    @Test
    void originalsGoOnlyAfterTheGracePeriodAndTheLastFileNever() {
        Chain chain = chain(2, 6);
        compaction(lake.store, NOW).run(chain);

        assertThat(compaction(lake.store, NOW.plus(Duration.ofHours(23)))
                        .run(chain)
                        .deleted())
                .isZero();
        assertThat(compaction(lake.store, NOW.plus(Duration.ofHours(25)))
                        .run(chain)
                        .deleted())
                .isEqualTo(5);

        assertThat(lake.chains.starts(chain).join()).containsExactly(50L);
        assertThat(lake.chains.lastFile(chain, 0).join().orElseThrow().next()).isEqualTo(60);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));
        assertThat(seen(chain, 25))
                .as("the file that covers offset 25 is read whole")
                .startsWith(0L);
    }

    @Test
    void eachFileThatIsReplacedHasAGracePeriodOfItsOwn() {
        Chain chain = chain(9, 6);
        compaction(lake.store, NOW).run(chain);
        String first = index.segments(chain, 0).join().getFirst().key();
        for (long start = 60; start < 100; start += 10) {
            lake.put(chain, start, start + 9, 10);
        }
        assertThat(lake.chains.starts(chain).join()).contains(0L, 40L);

        Compaction.Result second =
                compaction(lake.store, NOW.plus(Duration.ofHours(25))).run(chain);

        assertThat(second).as("the five of the first run, replaced 25 h ago").isEqualTo(new Compaction.Result(5, 1, 5));
        assertThat(lake.store.head(first).join())
                .as("large file that was replaced just now")
                .isPresent();
        assertThat(lake.chains.starts(chain).join()).containsExactly(50L, 60L, 70L, 80L, 90L);

        Compaction.Result third =
                compaction(lake.store, NOW.plus(Duration.ofHours(50))).run(chain);

        assertThat(third).as("what the second run replaced").isEqualTo(new Compaction.Result(0, 0, 5));
        assertThat(lake.store.head(first).join()).isEmpty();
        assertThat(lake.chains.starts(chain).join()).containsExactly(90L);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(100));
        compaction(lake.store, NOW.plus(Duration.ofHours(51))).run(chain);
        assertThat(index.manifest(chain).join().segments().getFirst().replaced())
                .as("what is gone is named no longer")
                .isEmpty();
    }

    @Test
    void whatAManifestOfAFormerVersionReplacedIsDeletedWithoutANewGracePeriod() {
        Chain chain = chain(10, 6);
        compaction(lake.store, NOW).run(chain);
        Manifest told = index.manifest(chain).join();
        List<Segment> silent = told.segments().stream()
                .map(segment -> segment.withReplaced(null))
                .toList();
        assertThat(index.replace(told, silent).join()).isTrue();
        for (long start = 60; start < 80; start += 10) {
            lake.put(chain, start, start + 9, 10);
        }

        assertThat(compaction(lake.store, NOW.plus(Duration.ofHours(23))).run(chain))
                .isEqualTo(new Compaction.Result(3, 1, 0));
        assertThat(compaction(lake.store, NOW.plus(Duration.ofHours(25))).run(chain))
                .isEqualTo(new Compaction.Result(0, 0, 5));

        assertThat(lake.chains.starts(chain).join()).containsExactly(50L, 60L, 70L);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(80));
    }

    @Test
    void aRunThatDiesBeforeTheSwapChangesNothingAndTheNextOneUsesItsFile() {
        Chain chain = chain(3, 6);
        try (FaultProxy proxy = FaultProxy.before(lake.server.port());
                LakeStore dying = LakeStore.open(LakeFixture.settings(proxy.endpoint()))) {
            proxy.faults(request ->
                    request.startsWith("PUT") && request.contains("/index/") ? new Fault.Refused() : new Fault.None());
            assertThatThrownBy(() -> compaction(dying, NOW).run(chain)).isInstanceOf(RuntimeException.class);
        }
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));
        assertThat(index.segments(chain, 0).join()).hasSize(6);

        assertThat(compaction(lake.store, NOW).run(chain)).isEqualTo(new Compaction.Result(5, 1, 0));
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));
    }

    @Test
    void aRunThatIsCutOffWhileItWritesTheLargeFileChangesNothing() {
        Chain chain = chain(13, 6);
        try (FaultProxy proxy = FaultProxy.before(lake.server.port());
                LakeStore dying = LakeStore.open(LakeFixture.settings(proxy.endpoint()))) {
            proxy.faults(request -> request.startsWith("PUT") && request.contains("/compacted/")
                    ? new Fault.CutInRequest()
                    : new Fault.None());
            assertThatThrownBy(() -> compaction(dying, NOW).run(chain)).isInstanceOf(RuntimeException.class);
        }
        assertThat(lake.store.list(Compaction.folder(chain), "").join()).isEmpty();
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));

        assertThat(compaction(lake.store, NOW).run(chain)).isEqualTo(new Compaction.Result(5, 1, 0));
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));
    }

    @Test
    void aSwapWhoseAnswerIsLostStillCounts() {
        Chain chain = chain(4, 6);
        try (FaultProxy proxy = FaultProxy.before(lake.server.port());
                LakeStore dying = LakeStore.open(LakeFixture.settings(proxy.endpoint()))) {
            proxy.faults(request -> request.startsWith("PUT") && request.contains("/index/")
                    ? new Fault.AnswerLost()
                    : new Fault.None());
            assertThatThrownBy(() -> compaction(dying, NOW).run(chain)).isInstanceOf(RuntimeException.class);
        }

        assertThat(index.segments(chain, 0).join()).hasSize(2);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));
        assertThat(compaction(lake.store, NOW).run(chain)).isEqualTo(new Compaction.Result(0, 0, 0));
    }

    @Test
    void aRunThatDiesWhileItDeletesIsFinishedByTheNext() {
        Chain chain = chain(8, 6);
        compaction(lake.store, NOW).run(chain);
        Instant afterGrace = NOW.plus(Duration.ofHours(25));
        AtomicInteger deletions = new AtomicInteger();
        try (FaultProxy proxy = FaultProxy.before(lake.server.port());
                LakeStore dying = LakeStore.open(LakeFixture.settings(proxy.endpoint()))) {
            proxy.faults(request -> request.startsWith("DELETE") && deletions.incrementAndGet() > 2
                    ? new Fault.Refused()
                    : new Fault.None());
            assertThatThrownBy(() -> compaction(dying, afterGrace).run(chain)).isInstanceOf(RuntimeException.class);
        }
        assertThat(lake.chains.starts(chain).join()).hasSize(4);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));

        assertThat(compaction(lake.store, afterGrace).run(chain)).isEqualTo(new Compaction.Result(0, 0, 3));

        assertThat(lake.chains.starts(chain).join()).containsExactly(50L);
        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(60));
    }

    @Test
    void ofTwoRunsAtOnceOneSwaps() {
        Chain chain = chain(5, 6);
        Manifest seenByBoth = index.manifest(chain).join();
        List<Segment> segments = index.segments(chain, 0).join();

        assertThat(index.replace(seenByBoth, segments).join()).isTrue();
        assertThat(index.replace(seenByBoth, segments).join()).isFalse();
    }

    @Test
    void filesThatAreLargeEnoughAreLeftAlone() {
        Chain chain = chain(6, 6);

        Compaction.Result result = new Compaction(
                        lake.store, new Compaction.Settings(100, 2, Duration.ZERO), Clock.fixed(NOW, ZoneOffset.UTC))
                .run(chain);

        assertThat(result).isEqualTo(new Compaction.Result(0, 0, 0));
    }

    @Test
    void aLostManifestIsRebuiltFromTheStore() {
        Chain chain = chain(7, 8);
        compaction(lake.store, NOW).run(chain);
        compaction(lake.store, NOW.plus(Duration.ofHours(25))).run(chain);
        lake.put(chain, 80, 89, 10);
        List<Segment> before = index.segments(chain, 0).join();
        lake.store
                .list(Manifest.folder(chain), "")
                .join()
                .forEach(manifest -> lake.store.delete(manifest.key()).join());

        assertThat(index.rebuild(chain, NOW).join()).isEqualTo(before.size());

        assertThat(seen(chain, 0)).containsExactlyElementsOf(upTo(90));
    }

    @Test
    void aGarbledManifestIsRebuiltInAVersionThatReadersTake() {
        Chain chain = chain(11, 8);
        compaction(lake.store, NOW).run(chain);
        compaction(lake.store, NOW.plus(Duration.ofHours(25))).run(chain);
        for (String garbage : List.of("", "{}", "{\"topic\":\"fl", "{\"files\":[{\"start\":-3}]}")) {
            Manifest newest = index.manifest(chain).join();
            lake.store
                    .put(newest.key(), garbage.getBytes(StandardCharsets.UTF_8), Map.of())
                    .join();
            assertThatThrownBy(() -> index.segments(chain, 0).join()).cause().hasMessageStartingWith(newest.key());

            index.rebuild(chain, NOW).join();

            assertThat(index.manifest(chain).join().version()).isEqualTo(newest.version() + 1);
            assertThat(seen(chain, 0)).as(garbage).containsExactlyElementsOf(upTo(80));
        }
    }

    @Test
    void aRebuildThatAnotherManifestPrecedesFails() {
        Chain chain = chain(12, 3);
        index.refresh(chain).join();
        try (FaultProxy proxy = FaultProxy.before(lake.server.port());
                LakeStore late = LakeStore.open(LakeFixture.settings(proxy.endpoint()))) {
            proxy.faults(request -> request.startsWith("PUT") ? new Fault.Answered(412) : new Fault.None());

            assertThatThrownBy(() -> new LakeIndex(late).rebuild(chain, NOW).join())
                    .rootCause()
                    .hasMessageContaining("was followed by another manifest meanwhile");
        }
    }

    /** A chain of {@code files} files with 10 rows each. */
    private static Chain chain(int partition, int files) {
        Chain chain = new Chain("flight_lifecycle", "compaction", partition);
        for (int i = 0; i < files; i++) {
            lake.put(chain, i * 10L, i * 10L + 9, 10);
        }
        return chain;
    }

    private static Compaction compaction(LakeStore store, Instant now) {
        return new Compaction(store, SETTINGS, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<Long> seen(Chain chain, long from) {
        return lake.offsets(
                index.segments(chain, from).join().stream().map(Segment::object).toList());
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }
}
