package io.loadstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LakeStoreTest {

    private static EmbeddedObjectStore server;
    private static LakeStore store;

    @BeforeAll
    static void start() {
        server = EmbeddedObjectStore.in(Folders.temporary("lake-store-test"));
        store = LakeStore.open(new LakeSettings(
                URI.create(server.endpoint()),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY));
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Test
    void ofManyWritersOfOneKeyOneWins() {
        List<CompletableFuture<Boolean>> attempts = IntStream.range(0, 20)
                .mapToObj(i -> store.putIfAbsent("race/key", new byte[] {(byte) i}, Map.of("writer", "w" + i)))
                .toList();

        assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(1);
        int winner = IntStream.range(0, 20)
                .filter(i -> attempts.get(i).join())
                .findFirst()
                .orElseThrow();
        assertThat(store.get("race/key").join()).containsExactly(winner);
        assertThat(store.head("race/key").join().orElseThrow().metadata()).containsEntry("writer", "w" + winner);
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThat(store.head("nothing").join()).isEmpty();
        assertThatThrownBy(() -> store.get("nothing").join())
                .satisfies(failure -> assertThat(LakeStore.statusOf(failure)).isEqualTo(404));
    }

    @Test
    void rangesAndListsGiveWhatWasAskedFor() {
        store.put("list/a", new byte[] {1, 2, 3, 4}, Map.of()).join();
        store.put("list/b/c", new byte[] {5}, Map.of()).join();
        store.put("list/b/d", new byte[] {6}, Map.of()).join();

        assertThat(store.getRange("list/a", 1, 2).join()).containsExactly(2, 3);
        assertThat(store.list("list/", "list/a").join())
                .extracting(StoredObject::key)
                .containsExactly("list/b/c", "list/b/d");
        assertThat(store.folders("list/").join()).containsExactly("b");
        store.delete("list/b/c").join();
        assertThat(store.list("list/b/", "").join())
                .extracting(StoredObject::key)
                .containsExactly("list/b/d");
    }

    @Test
    void chainsAreFollowedFromAnyFileOn() {
        Chain chain = new Chain("flight_lifecycle", "id1", 3);
        put(chain, 0, 4, 5);
        put(chain, 5, 9, 2);
        put(chain, 10, 10, 1);

        LakeChains chains = new LakeChains(store);
        assertThat(chains.chains("flight_lifecycle").join()).contains(chain);
        assertThat(chains.files(chain, 0).join()).extracting(ChainFile::start).containsExactly(0L, 5L, 10L);
        assertThat(chains.files(chain, 5).join()).extracting(ChainFile::start).containsExactly(5L, 10L);
        assertThat(chains.files(chain, 11).join()).isEmpty();
        assertThat(chains.fileAt(chain, 5).join().orElseThrow().next()).isEqualTo(10);
        assertThat(chains.fileAt(chain, 11).join()).isEmpty();
    }

    @Test
    void aBrokenChainIsRefused() {
        Chain chain = new Chain("flight_lifecycle", "id1", 4);
        put(chain, 0, 4, 5);
        put(chain, 6, 9, 2);

        assertThatThrownBy(() -> new LakeChains(store).files(chain, 0).join())
                .hasCauseInstanceOf(LakeException.class)
                .hasMessageContaining("a file that starts at 5 is due");
    }

    @Test
    void rowsOfSeveralFilesAreReadInOrderAndMissingColumnsAreNull() {
        Chain chain = new Chain("flight_lifecycle", "id1", 5);
        put(chain, 0, 4, 5);
        put(chain, 5, 9, 2);
        List<LakeObject> objects = new LakeChains(store)
                .files(chain, 0).join().stream().map(LakeObject::of).toList();

        StringBuilder seen = new StringBuilder();
        try (LakeRows rows = LakeRows.open(store, objects, "_offset", "of_a_later_version", "flight_id", "cabins")) {
            while (rows.next()) {
                seen.append(rows.longValue(0)).append(rows.text(2)).append(' ');
                assertThat(rows.text(1)).isNull();
                assertThat(rows.structs(3)).isEmpty();
            }
        }
        assertThat(seen).hasToString("0F0 1F1 2F2 3F3 4F4 5F5 6F6 ");
    }

    private static void put(Chain chain, long start, long last, int rows) {
        try (ParquetFile<Event> file = new ParquetFile<>(TopicSchemas.of(chain.topic()), Map.of(), (event, columns) -> {
            EventColumns.write(event, columns);
            columns.number("_partition", chain.partition());
            columns.number("_offset", Long.parseLong(event.flightId().substring(1)));
            columns.time("_timestamp", Instant.EPOCH);
        })) {
            for (long offset = start; offset < start + rows; offset++) {
                file.add(new FlightDeparted(Instant.EPOCH, "F" + offset));
            }
            byte[] content = file.finish();
            ChainFile written = new ChainFile(
                    chain, start, last, rows, false, content.length, "", "test", Instant.EPOCH, Instant.EPOCH);
            assertThat(store.putIfAbsent(written.key(), content, written.metadata())
                            .join())
                    .isTrue();
        }
    }
}
