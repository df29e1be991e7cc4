package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.SmallDisk;
import io.loadstream.lake.LakeStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A store whose disk really is full: no answer is made up. */
class FullDiskTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int DISK_MEGABYTES = 2;
    /** No less is left on the disk than the store needs to begin an object. */
    private static final int SMALLEST_FILLING = 4_096;

    @Test
    void whatCannotBeWrittenForWantOfRoomLandsOnceWhenThereIsRoom() {
        assumeThat(SmallDisk.isPossible())
                .as("this system lets users mount a disk of their own")
                .isTrue();
        try (Rig rig = new Rig(EmbeddedObjectStore.onSmallDisk(
                        Place.in(Folders.temporary("archiver-small-disk")), DISK_MEGABYTES));
                Archiver archiver = archiving(rig)) {
            rig.produce("full", 2, 0, 500);
            await().atMost(SOON).until(() -> rig.archivedRows("full", 2) == 500);
            int fillings = fill(rig.store);
            rig.produce("full", 2, 500, 4_000);
            await().atMost(SOON).until(() -> archiver.problems().toString().contains("cannot store a file"));
            assertThat(archiver.state()).isEqualTo(Archiver.State.ARCHIVING);

            for (int i = 0; i < fillings; i++) {
                rig.store.delete("filling/" + i).join();
            }

            await().atMost(SOON).until(() -> rig.archivedRows("full", 2) == 4_000);
            await().atMost(SOON).until(() -> archiver.problems().isEmpty());
            assertThat(rig.archived("full", 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 4_000));
        }
    }

    private static Archiver archiving(Rig rig) {
        rig.createTopic("full", 2);
        Archiver archiver = rig.start(rig.settings("full"));
        await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
        return archiver;
    }

    /** Takes what room there is; answers with how many objects. */
    private static int fill(LakeStore store) {
        int fillings = 0;
        for (int bytes = DISK_MEGABYTES << 18; bytes >= SMALLEST_FILLING; ) {
            try {
                store.put("filling/" + fillings, new byte[bytes], Map.of()).join();
                fillings++;
            } catch (CompletionException noRoom) {
                bytes /= 2;
            }
        }
        int last = fillings;
        assertThatThrownBy(() -> store.put("filling/" + last, new byte[SMALLEST_FILLING], Map.of())
                        .join())
                .isInstanceOf(CompletionException.class);
        return fillings;
    }
}
