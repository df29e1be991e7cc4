package io.loadstream.local.chaos.lake;

import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.run.ServiceProcess;
import java.util.List;
import java.util.Random;

/**
 * Kills and outages at random moments while records are produced, each by a thread of its own: archivers die, one or all,
 * also while the store is down, and come up then.
 */
final class Breakage {

    /** One kill in so many takes all archivers. */
    private static final int ALL = 4;

    private static final int SHORT_OUTAGE_MILLIS = 6_000;

    private final BenchRun run;
    private final EmbeddedObjectStore objectStore;
    private final List<ServiceProcess> archivers;
    private final Production production;
    private volatile boolean down;
    private int killsOfBoth;
    private int killsInOutages;

    Breakage(BenchRun run, EmbeddedObjectStore objectStore, List<ServiceProcess> archivers, Production production) {
        this.run = run;
        this.objectStore = objectStore;
        this.archivers = archivers;
        this.production = production;
    }

    /**
     * Returns when all is done and everything runs again.
     *
     * @param longest seconds that the first outage takes
     * @param seconds that it all takes, about
     */
    void run(int kills, int outages, long longest, long seconds) throws InterruptedException {
        Thread store = Thread.ofPlatform().name("outages").start(() -> takeTheStoreAway(outages, longest, seconds));
        try {
            Random random = new Random(run.seed());
            long pause = seconds * 1_000 / (kills + 1);
            for (int i = 0; i < kills; i++) {
                Thread.sleep(pause / 2 + random.nextLong(pause));
                List<ServiceProcess> victims =
                        random.nextInt(ALL) == 0 ? archivers : List.of(archivers.get(random.nextInt(archivers.size())));
                kill(victims);
            }
        } finally {
            store.join();
        }
    }

    private void kill(List<ServiceProcess> victims) {
        killsInOutages += down ? 1 : 0;
        killsOfBoth += victims.size() > 1 ? 1 : 0;
        victims.forEach(ServiceProcess::kill);
        victims.forEach(ServiceProcess::start);
        run.progress()
                .say("killed and restarted %s%s; produced so far: %d"
                        .formatted(
                                victims.size() > 1 ? "all archivers" : "an archiver",
                                down ? " while the store is down" : "",
                                production.sent()));
    }

    private void takeTheStoreAway(int outages, long longest, long seconds) {
        Random random = new Random(run.seed() + 1);
        long pause = (seconds - longest) * 1_000 / (outages + 1);
        long outage = longest * 1_000;
        try {
            for (int i = 0; i < outages; i++) {
                Thread.sleep(pause / 2 + random.nextLong(pause));
                down = true;
                objectStore.kill();
                run.progress().say("the store is down; produced so far: " + production.sent());
                try {
                    Thread.sleep(outage);
                } finally {
                    objectStore.start();
                    down = false;
                }
                run.progress().say("the store is back");
                outage = 1_000 + random.nextLong(SHORT_OUTAGE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int killsOfBoth() {
        return killsOfBoth;
    }

    int killsInOutages() {
        return killsInOutages;
    }
}
