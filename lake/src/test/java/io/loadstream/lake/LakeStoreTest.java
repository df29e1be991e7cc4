package io.loadstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeStoreTest {

    private static LakeFixture lake;
    private static LakeStore store;

    @BeforeAll
    static void start() {
        lake = new LakeFixture();
        store = lake.store;
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void ofManyWritersOfOneKeyOneWins() {
        List<CompletableFuture<Boolean>> attempts =
                IntStream.range(0, 20).mapToObj(LakeStoreTest::attempt).toList();

        assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(1);
        int winner = IntStream.range(0, 20)
                .filter(i -> attempts.get(i).join())
                .findFirst()
                .orElseThrow();
        assertThat(store.get("race/key").join()).containsExactly(winner);
        assertThat(store.head("race/key").join().orElseThrow().metadata()).containsEntry("writer", "w" + winner);
    }

    /** Whether that writer won; where a connection broke, what stands there tells, as it does for archivers. */
    private static CompletableFuture<Boolean> attempt(int i) {
        return store.putIfAbsent("race/key", new byte[] {(byte) i}, Map.of("writer", "w" + i))
                .exceptionallyCompose(broken -> store.head("race/key")
                        .thenApply(there -> there.orElseThrow().metadata().containsValue("w" + i)));
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
        lake.put(chain, 0, 4, 5);
        lake.put(chain, 5, 9, 2);
        lake.put(chain, 10, 10, 1);

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
        lake.put(chain, 0, 4, 5);
        lake.put(chain, 6, 9, 2);

        assertThatThrownBy(() -> new LakeChains(store).files(chain, 0).join())
                .hasCauseInstanceOf(LakeException.class)
                .hasMessageContaining("a file that starts at 5 is due");
    }

    @Test
    void rowsOfSeveralFilesAreReadInOrderAndMissingColumnsAreNull() {
        Chain chain = new Chain("flight_lifecycle", "id1", 5);
        lake.put(chain, 0, 4, 5);
        lake.put(chain, 5, 9, 2);
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

    @Test
    void aStoreOfAPrivateAuthorityIsTrustedByTheFileOfItsCertificatesOnly(@TempDir Path folder) throws Exception {
        try (SelfSignedServer server = SelfSignedServer.in(folder);
                LakeStore trusting = LakeStore.open(settings(server.endpoint(), server.certificate));
                LakeStore wary = LakeStore.open(settings(server.endpoint(), null))) {
            assertThat(trusting.head("anything").join()).isEmpty();
            assertThatThrownBy(() -> wary.head("anything").join()).hasStackTraceContaining("SSLHandshakeException");
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.crt"));
        for (Path file : List.of(empty, folder.resolve("missing.crt"))) {
            assertThatThrownBy(() -> LakeStore.open(settings("https://localhost:1", file)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private static LakeSettings settings(String endpoint, Path caFile) {
        return new LakeSettings(URI.create(endpoint), "us-east-1", "lake", "key", "secret", caFile);
    }
}
